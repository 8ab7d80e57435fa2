package io.hookline.deploy.internal.store;

import io.hookline.common.file.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the starts of the process with a set that have not succeeded, to detect a set that crashes the process at
 * every start. Used by one thread at a time.
 */
public final class BootRecord {

    private static final Logger LOG = LoggerFactory.getLogger(BootRecord.class);

    private final Path file;

    /** The record in a file, which need not be there. */
    public BootRecord(Path file) {
        this.file = file;
    }

    /** Notes that a start with a set begins; returns how many starts directly before it have failed. */
    public int begin(long set) {
        int failed = 0;
        try {
            if (Files.exists(file)) {
                Attempts before = StoreJson.read(Files.readAllBytes(file), Attempts.class);
                failed = before.set() == set ? before.begun() : 0;
            }
        } catch (IOException e) {
            LOG.warn("the record of starts {} cannot be read: the count restarts at zero", file, e);
        }
        write(new Attempts(set, failed + 1));
        return failed;
    }

    /** Notes that the start has succeeded, or that the process ends as asked. */
    public void succeeded(long set) {
        write(new Attempts(set, 0));
    }

    private void write(Attempts attempts) {
        try {
            DurableFile.write(file, StoreJson.write(attempts));
        } catch (IOException e) {
            LOG.warn(
                    "the record of starts {} cannot be written: a set that crashes at every start is not detected",
                    file,
                    e);
        }
    }

    private record Attempts(long set, int begun) {}
}
