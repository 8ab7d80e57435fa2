package io.hookline.runtime;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that tells, after the process is gone, whether it ended itself. The JVM writes its closing report into the
 * file whenever it ends in its own way, even by {@link Runtime#halt}; a process that is killed from outside leaves the
 * file empty. The launcher turns the report on at run time, by the JVM's own diagnostic command {@code VM.log}.
 */
final class ExitTrace {

    private static final Logger LOG = LoggerFactory.getLogger(ExitTrace.class);

    /** How a process ended. */
    enum End {
        BY_ITSELF,
        KILLED,
        UNKNOWN
    }

    private ExitTrace() {}

    /** How the process that wrote this file ended. */
    static End of(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                return End.UNKNOWN;
            }
            return Files.size(file) > 0 ? End.BY_ITSELF : End.KILLED;
        } catch (IOException e) {
            return End.UNKNOWN;
        }
    }

    /** Has the JVM write the file when it ends. Without that, how it ends stays unknown. */
    static void begin(Path file) {
        try {
            Files.deleteIfExists(file);
            String path = file.toAbsolutePath().toString();
            if (path.contains("\"") || path.contains("\n")) {
                return;
            }
            String[] arguments = {"output=\"file=" + path + "\"", "output_options=filecount=0", "what=gc+heap+exit=info"
            };
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "vmLog",
                            new Object[] {arguments},
                            new String[] {String[].class.getName()});
        } catch (IOException | JMException | RuntimeException e) {
            LOG.debug("This JVM does not tell how it ends", e);
        }
    }
}
