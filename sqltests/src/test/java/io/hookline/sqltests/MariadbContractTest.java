package io.hookline.sqltests;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** MariaDB from the system's package. */
@Tag("native")
final class MariadbContractTest extends DatabaseContractTest {

    @Override
    TestServer start(Path folder) throws Exception {
        return new MariadbServer(folder);
    }
}
