package io.hookline.plugin.tenant.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hookline.api.hook.HookContext;
import io.hookline.common.config.GivenOptions;
import io.hookline.sql.SqlDatabase;
import io.hookline.sql.hook.StatementRefusedException;
import io.hookline.sql.statement.Column;
import io.hookline.sql.statement.ColumnType;
import io.hookline.sql.statement.Condition.Operator;
import io.hookline.sql.statement.Sql;
import io.hookline.sql.statement.SqlCall;
import io.hookline.sql.statement.SqlResult;
import io.hookline.sql.statement.Table;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class TenantHookTest {

    private static final Table RECORDS =
            Table.of("records", Column.of("id", ColumnType.IDENTITY), Column.text("title", 10));
    private static final Table OTHERS = Table.of("others", Column.of("id", ColumnType.IDENTITY));

    private final TenantHook hook = new TenantHook(GivenOptions.as(TenantConfig.class, Map.of()));

    @Test
    void everyStatementIsRestrictedToTheTenantsRows() throws Exception {
        SqlCall select = passed(
                Sql.select(RECORDS).where("id", Operator.GREATER).orderBy("id").paged(), 7L, 10, 0);
        assertThat(select.statement().conditions()).hasSize(2);
        assertThat(select.parameters()).containsExactly(7L, "acme", 10, 0);
        assertThat(passed(Sql.delete(RECORDS).where("id", Operator.EQUAL), 7L).parameters())
                .containsExactly(7L, "acme");
        SqlCall update = passed(Sql.update(RECORDS, "title").where("id", Operator.EQUAL), "x", 7L);
        assertThat(update.statement().conditions().get(1).column()).isEqualTo("tenant");
        assertThat(update.parameters()).containsExactly("x", 7L, "acme");
        SqlCall insert = passed(Sql.insert(RECORDS, "title"), "x");
        assertThat(insert.statement().columns()).containsExactly("title", "tenant");
        assertThat(insert.parameters()).containsExactly("x", "acme");
    }

    @Test
    void aRowCannotMoveToAnotherTenant() throws Exception {
        SqlCall update = passed(Sql.update(RECORDS, "tenant").where("id", Operator.EQUAL), "evil", 7L);
        assertThat(update.parameters()).containsExactly("acme", 7L, "acme");
        assertThat(passed(Sql.insert(RECORDS, "title", "tenant"), "x", "evil").parameters())
                .containsExactly("x", "acme");
    }

    @Test
    void anUpsertThatCouldHitAnotherTenantsRowIsRefused() throws Exception {
        Table shared = new Table("records", RECORDS.columns(), java.util.List.of("title"));
        assertThatExceptionOfType(StatementRefusedException.class)
                .isThrownBy(() -> passed(Sql.upsert(shared, "title"), "x"));
    }

    @Test
    void aCallWithoutATenantIsRefusedAndOtherTablesAreFree() throws Exception {
        SqlCall call = new SqlCall(Sql.select(RECORDS), end -> {});
        assertThatExceptionOfType(StatementRefusedException.class)
                .isThrownBy(() -> hook.around(call, HookContext.create(), passing -> SqlResult.nothing()));
        SqlCall other = new SqlCall(Sql.select(OTHERS), end -> {});
        AtomicReference<SqlCall> seen = new AtomicReference<>();
        hook.around(other, HookContext.create(), passing -> {
            seen.set(passing);
            return SqlResult.nothing();
        });
        assertThat(seen.get()).isSameAs(other);
    }

    private SqlCall passed(Sql statement, Object... parameters) throws Exception {
        HookContext context = HookContext.create();
        context.put(SqlDatabase.TENANT, "acme");
        AtomicReference<SqlCall> seen = new AtomicReference<>();
        hook.around(new SqlCall(statement, end -> {}, parameters), context, call -> {
            seen.set(call);
            return SqlResult.nothing();
        });
        return seen.get();
    }
}
