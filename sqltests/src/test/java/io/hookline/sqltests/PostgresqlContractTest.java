package io.hookline.sqltests;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** PostgreSQL from its embedded binaries. */
final class PostgresqlContractTest extends DatabaseContractTest {

    private PostgresServer server;

    @Override
    TestServer start(Path folder) throws Exception {
        server = new PostgresServer(folder);
        return server;
    }

    @Test
    void aDatabaseThatHangsHoldsNoCallerAndIsUsedAgainWhenItGoesOn() throws Exception {
        try {
            losesCallsWhileItIsAway(server::hang, server::goOn);
        } finally {
            server.goOn();
        }
    }
}
