package io.hookline.records.internal.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.hook.HookContext;
import io.hookline.records.hook.RecordDraft;
import io.hookline.records.internal.data.RecordStore;
import io.hookline.records.internal.data.StoredRecord;
import io.hookline.sql.SqlDatabase;
import io.hookline.sql.internal.TestDatabases;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postgresql.osgi.PGDataSourceFactory;

/** The same store on a real PostgreSQL server. */
final class PostgresTest {

    @Test
    void storesListsAndRemovesRecordsAndSurvivesARestart() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start();
                TestDatabases databases = TestDatabase.databases()
                        .withDriver("org.postgresql.Driver", "42.7", new PGDataSourceFactory())) {
            String url = server.getJdbcUrl("postgres", "postgres");
            StoredRecord first;
            try (SqlDatabase database = databases.open(TestDatabase.spec(url, "postgres"))) {
                RecordStore store = storeOn(database);
                first = store.save(draft("first"), checked -> {}, HookContext.create());
                StoredRecord second = store.save(draft("second"), checked -> {}, HookContext.create());
                assertThat(second.id()).isGreaterThan(first.id());
                assertThat(store.find(first.id(), HookContext.create())).isEqualTo(first);
                assertThat(store.list(first.id(), 10, HookContext.create())).containsExactly(second);
                assertThat(store.delete(second.id(), HookContext.create())).isTrue();
                assertThat(store.delete(second.id(), HookContext.create())).isFalse();
            }
            try (SqlDatabase again = databases.open(TestDatabase.spec(url, "postgres"))) {
                assertThat(storeOn(again).list(0, 10, HookContext.create())).containsExactly(first);
            }
        }
    }

    private static RecordDraft draft(String title) {
        return new RecordDraft(title, Map.of("quote", "it's \"fine\"; drop table records"));
    }

    private static RecordStore storeOn(SqlDatabase database) {
        return new RecordStore(database, new FakePreSavePoint(), Clock.systemUTC());
    }
}
