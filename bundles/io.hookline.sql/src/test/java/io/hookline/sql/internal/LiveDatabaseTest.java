package io.hookline.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hookline.api.hook.HookContext;
import io.hookline.sql.DatabaseSpec;
import io.hookline.sql.DatabaseUnavailableException;
import io.hookline.sql.SqlDatabase;
import org.junit.jupiter.api.Test;

/** A database without plugins; with them, see the module sqltests. */
final class LiveDatabaseTest {

    @Test
    void whatIsMissingIsNamed() {
        try (TestDatabases databases = new TestDatabases();
                SqlDatabase database = databases.open(DatabaseSpec.of("orders", "jdbc:oracle:x"))) {
            assertThatExceptionOfType(DatabaseUnavailableException.class)
                    .isThrownBy(() -> database.read(HookContext.create(), transaction -> null))
                    .withMessageContaining("orders")
                    .withMessageContaining("there is no dialect for jdbc:oracle");
            assertThat(database.status().problem()).contains("sql-dialect and oracle");
        }
    }

    @Test
    void aUrlIsCheckedAndItsParametersAreNotShown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseSpec.of("orders", "postgresql://host/db?password=hidden"))
                .withMessageContaining("jdbc:postgresql://host/database")
                .withMessageNotContaining("hidden");
        assertThat(DatabaseSpec.of("orders", "jdbc:postgresql://a:b@host/db?password=hidden"))
                .asString()
                .doesNotContain("hidden", "a:b");
    }
}
