package io.hookline.plugin.encrypt.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hookline.api.hook.HookContext;
import io.hookline.common.config.GivenOptions;
import io.hookline.sql.hook.StatementRefusedException;
import io.hookline.sql.statement.Column;
import io.hookline.sql.statement.ColumnType;
import io.hookline.sql.statement.Condition.Operator;
import io.hookline.sql.statement.Row;
import io.hookline.sql.statement.Sql;
import io.hookline.sql.statement.SqlCall;
import io.hookline.sql.statement.SqlResult;
import io.hookline.sql.statement.Table;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class EncryptHookTest {

    private static final Table RECORDS = Table.of(
            "records", Column.of("id", ColumnType.IDENTITY), Column.text("title", 10), Column.text("fields", 1_000));
    private static final String OLD = "old:" + key(1);
    private static final String NEW = "new:" + key(2);

    private static String key(int filler) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) filler);
        return Base64.getEncoder().encodeToString(key);
    }

    private static EncryptHook hook(String... keys) {
        return new EncryptHook(GivenOptions.as(EncryptConfig.class, Map.of("keys", keys)), configured -> configured);
    }

    @Test
    void theDatabaseSeesCipherTextWithTheKeysIdAndReadersSeeTheText() throws Exception {
        String stored = stored(hook(NEW, OLD), "Grüße");
        assertThat(stored).startsWith("enc:new:").doesNotContain("Grüße");
        assertThat(stored(hook(NEW, OLD), "Grüße"))
                .as("each value has a nonce of its own")
                .isNotEqualTo(stored);
        assertThat(read(hook(NEW), stored)).isEqualTo("Grüße");
    }

    @Test
    void afterARotationOldValuesAndThoseFromBeforeThePluginAreRead() throws Exception {
        String stored = stored(hook(OLD), "text");
        assertThat(read(hook(NEW, OLD), stored)).isEqualTo("text");
        assertThat(read(hook(NEW, OLD), "{\"plain\":\"1\"}")).isEqualTo("{\"plain\":\"1\"}");
        assertThatExceptionOfType(GeneralSecurityException.class)
                .isThrownBy(() -> read(hook(NEW), stored))
                .withMessageContaining("the key 'old'");
    }

    @Test
    void aChangedValueAndOneOfAnotherColumnAreNotRead() throws Exception {
        String stored = stored(hook(NEW), "text");
        String changed = stored.substring(0, 12) + (stored.charAt(12) == 'A' ? 'B' : 'A') + stored.substring(13);
        assertThatExceptionOfType(GeneralSecurityException.class).isThrownBy(() -> read(hook(NEW), changed));
        String moved = new Keys(List.of(NEW)).encrypt("records.title", "text");
        assertThatExceptionOfType(GeneralSecurityException.class).isThrownBy(() -> read(hook(NEW), moved));
    }

    @Test
    void anEncryptedColumnCannotBeCompared() {
        SqlCall call = new SqlCall(Sql.select(RECORDS).where("fields", Operator.EQUAL), end -> {}, "x");
        assertThatExceptionOfType(StatementRefusedException.class)
                .isThrownBy(() -> hook(NEW).around(call, HookContext.create(), passing -> SqlResult.nothing()));
    }

    @Test
    void aMalformedKeyIsRefusedWithoutBeingShown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hook("k:c2hvcnQ="))
                .withMessageContaining("key 1")
                .withMessageNotContaining("c2hvcnQ");
        assertThatIllegalArgumentException().isThrownBy(() -> hook(NEW, NEW));
        assertThatIllegalArgumentException().isThrownBy(() -> hook());
    }

    private static String stored(EncryptHook hook, String fields) throws Exception {
        AtomicReference<SqlCall> seen = new AtomicReference<>();
        hook.around(
                new SqlCall(Sql.insert(RECORDS, "title", "fields"), end -> {}, "t", fields),
                HookContext.create(),
                call -> {
                    seen.set(call);
                    return SqlResult.nothing();
                });
        assertThat(seen.get().parameters().get(0)).isEqualTo("t");
        return (String) seen.get().parameters().get(1);
    }

    private static String read(EncryptHook hook, String stored) throws Exception {
        SqlResult result = hook.around(
                new SqlCall(Sql.select(RECORDS), end -> {}),
                HookContext.create(),
                call -> SqlResult.of(List.of(new Row(List.of(1L, "t", stored)))));
        return result.rows().get(0).text(2);
    }
}
