package io.hookline.sqltests;

import java.nio.file.Path;

/** H2 as a server. */
final class H2ContractTest extends DatabaseContractTest {

    @Override
    TestServer start(Path folder) throws Exception {
        return new H2Server(folder);
    }
}
