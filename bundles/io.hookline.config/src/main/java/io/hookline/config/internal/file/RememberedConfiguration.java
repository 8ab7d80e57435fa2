package io.hookline.config.internal.file;

import io.hookline.common.file.DurableFile;
import io.hookline.common.file.RegularFile;
import io.hookline.config.RefusedConfiguration;
import io.hookline.config.internal.store.Refusals;
import io.hookline.config.internal.store.StoredRevision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Dictionary;
import org.jspecify.annotations.Nullable;

/** The file and the settings of a configuration before a change, to be brought back if the change is undone. */
public final class RememberedConfiguration {

    private static final int MOST_BYTES = 1 << 20;

    private final String pid;
    private final Path file;
    /** Null if there was no file. */
    private final byte @Nullable [] content;

    private final @Nullable StoredRevision revision;
    private final @Nullable RefusedConfiguration refused;

    private RememberedConfiguration(
            String pid,
            Path file,
            byte @Nullable [] content,
            @Nullable StoredRevision revision,
            @Nullable RefusedConfiguration refused) {
        this.pid = pid;
        this.file = file;
        this.content = content;
        this.revision = revision;
        this.refused = refused;
    }

    static RememberedConfiguration of(
            String pid, Path file, @Nullable StoredRevision revision, @Nullable RefusedConfiguration refused)
            throws IOException {
        byte[] content = Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? RegularFile.read(file, MOST_BYTES) : null;
        return new RememberedConfiguration(pid, file, content, revision, refused);
    }

    /** The PID of the configuration. */
    public String pid() {
        return pid;
    }

    Path file() {
        return file;
    }

    /** The properties; null if nothing was set. */
    @Nullable
    Dictionary<String, Object> properties() {
        return revision == null ? null : revision.properties();
    }

    void restoreFile() throws IOException {
        if (content == null) {
            Files.deleteIfExists(file);
        } else if (!Files.exists(file) || !Arrays.equals(RegularFile.read(file, MOST_BYTES), content)) {
            // A link was not written, so its content is the same.
            DurableFile.replace(file, content);
        }
    }

    void restoreRefusal(Refusals refusals) {
        if (refused != null) {
            refusals.add(pid, refused.by(), refused.problems());
        }
    }
}
