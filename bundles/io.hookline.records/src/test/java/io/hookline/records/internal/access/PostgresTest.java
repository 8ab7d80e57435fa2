package io.hookline.records.internal.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.hook.HookContext;
import io.hookline.records.hook.RecordDraft;
import io.hookline.records.internal.data.Database;
import io.hookline.records.internal.data.DatabaseSettings;
import io.hookline.records.internal.data.RecordStore;
import io.hookline.records.internal.data.StoredRecord;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postgresql.osgi.PGDataSourceFactory;

/** The same store on a real PostgreSQL server. */
final class PostgresTest {

    @Test
    void storesListsAndRemovesRecordsAndSurvivesARestart() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            String url = server.getJdbcUrl("postgres", "postgres");
            StoredRecord first;
            try (Database database = open(url)) {
                RecordStore store = storeOn(database);
                first = store.save(draft("first"), checked -> {}, HookContext.create());
                StoredRecord second = store.save(draft("second"), checked -> {}, HookContext.create());
                assertThat(second.id()).isGreaterThan(first.id());
                assertThat(store.find(first.id())).isEqualTo(first);
                assertThat(store.list(first.id(), 10)).containsExactly(second);
                assertThat(store.delete(second.id())).isTrue();
                assertThat(store.delete(second.id())).isFalse();
            }
            try (Database again = open(url)) {
                assertThat(storeOn(again).list(0, 10)).containsExactly(first);
            }
        }
    }

    private static RecordDraft draft(String title) {
        return new RecordDraft(title, Map.of("quote", "it's \"fine\"; drop table records"));
    }

    private static Database open(String url) {
        Database database = new Database(new DatabaseSettings(url, "postgres", "", 4, 5_000));
        database.use(new PGDataSourceFactory());
        return database;
    }

    private static RecordStore storeOn(Database database) {
        return new RecordStore(database, new FakePreSavePoint(), Clock.systemUTC());
    }
}
