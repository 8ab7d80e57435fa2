package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataLockTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path temporary;

    @Test
    void aSecondLockNamesTheProcessThatHoldsTheFirst() throws IOException {
        DataFolder data = DataFolder.at(temporary);
        try (DataLock lock = DataLock.claim(data)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> DataLock.claim(data))
                    .isInstanceOf(LaunchException.class)
                    .hasMessage("another Hookline (process "
                            + ProcessHandle.current().pid()
                            + ") is running on the data folder " + temporary
                            + "; stop it, or choose another folder with --data");
        }
    }

    @Test
    void aReleasedLockCanBeTakenAgain() throws IOException {
        DataFolder data = DataFolder.at(temporary);
        DataLock.claim(data).close();
        DataLock.claim(data).close();
    }
}
