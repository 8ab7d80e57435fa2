package io.hookline.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.sql.dialect.StandardDialect;
import io.hookline.sql.pool.ConnectionPool;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;
import org.osgi.service.jdbc.DataSourceFactory;

final class PartsTest {

    private final AtomicBoolean poolClosed = new AtomicBoolean();

    @Test
    void retiredPartsLetNoTransactionInAndCloseBehindTheLastOne() throws Exception {
        Parts parts = parts();
        assertThat(parts.enter()).isTrue();
        parts.retire();
        assertThat(parts.enter()).isFalse();
        Thread closing = new Thread(() -> parts.close(Duration.ofMinutes(1)), "closing");
        closing.start();
        while (closing.getState() != Thread.State.TIMED_WAITING) {
            assertThat(closing.isAlive()).as("waits for the transaction").isTrue();
            Thread.onSpinWait();
        }
        assertThat(poolClosed).isFalse();
        parts.exit();
        closing.join();
        assertThat(poolClosed).isTrue();
        assertThat(parts.enter()).isFalse();
    }

    @Test
    void aTransactionThatDoesNotEndDelaysTheCloseForTheTimeoutAtMost() {
        Parts parts = parts();
        parts.enter();
        parts.retire();
        parts.close(Duration.ofMillis(1));
        assertThat(poolClosed).isTrue();
    }

    private Parts parts() {
        ConnectionPool pool = fake(ConnectionPool.class);
        StandardDialect dialect = new StandardDialect() {
            @Override
            public String name() {
                return "none";
            }

            @Override
            public List<String> driverClasses() {
                return List.of();
            }

            @Override
            public String upsert(io.hookline.sql.statement.Table table, List<String> columns) {
                return "";
            }
        };
        Driver driver = new Driver(fake(DataSourceFactory.class), "none", Version.emptyVersion, 0);
        return new Parts("orders", driver, dialect, pool, List.of());
    }

    private <T> T fake(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        poolClosed.set(true);
                    }
                    return method.getReturnType() == boolean.class ? (Object) true : null;
                }));
    }
}
