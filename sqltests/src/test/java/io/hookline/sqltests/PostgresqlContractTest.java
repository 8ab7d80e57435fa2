package io.hookline.sqltests;

import java.nio.file.Path;

/** PostgreSQL from its embedded binaries. */
final class PostgresqlContractTest extends DatabaseContractTest {

    @Override
    TestServer start(Path folder) throws Exception {
        return new PostgresServer(folder);
    }
}
