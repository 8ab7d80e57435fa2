package io.hookline.deploy.internal.store;

import io.hookline.common.file.DurableFile;
import io.hookline.common.file.RegularFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record in a file, as JSON. What cannot be read is set aside and reported, and never keeps the process from
 * starting: the record is restored from its copy, if it has one, or begins anew. Used by one thread at a time.
 *
 * @param <T> what the file holds
 */
final class RecordFile<T> {

    private static final Logger LOG = LoggerFactory.getLogger(RecordFile.class);
    private static final int MOST_BYTES = 16 << 20;

    private final Path file;
    private final @Nullable Path copy;
    private final Class<T> type;
    private final OnDamage onDamage;
    private final Consumer<String> report;

    private RecordFile(Path file, @Nullable Path copy, Class<T> type, OnDamage onDamage, Consumer<String> report) {
        this.file = file;
        this.copy = copy;
        this.type = type;
        this.onDamage = onDamage;
        this.report = report;
    }

    /**
     * A record that may be lost.
     *
     * @param report told of damage, one sentence each
     */
    static <T> RecordFile<T> of(Path file, Class<T> type, Consumer<String> report) {
        return new RecordFile<>(file, null, type, OnDamage.SET_ASIDE, report);
    }

    /** A record with a copy in a second file, from which it is restored. */
    static <T> RecordFile<T> withCopy(Path file, Class<T> type, OnDamage onDamage, Consumer<String> report) {
        return new RecordFile<>(file, file.resolveSibling(file.getFileName() + ".copy"), type, onDamage, report);
    }

    /**
     * What the file holds; empty if it is not there or is damaged.
     *
     * @param lost what it means that it is lost, as a sentence for the operator
     */
    Optional<T> read(String lost) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(file));
        } catch (IOException | RuntimeException e) {
            LOG.debug("{} is damaged", file, e);
            String damage = file + " is damaged (" + firstLine(e) + "): " + onDamage.handle(file);
            Optional<T> restored = fromCopy();
            tell(damage
                    + (restored.isPresent()
                            ? (onDamage == OnDamage.LEAVE ? "; its copy is whole" : "; it is restored from its copy")
                            : ". " + lost));
            return restored;
        }
    }

    private Optional<T> fromCopy() {
        if (copy == null || !Files.exists(copy)) {
            return Optional.empty();
        }
        try {
            T restored = parse(copy);
            if (onDamage == OnDamage.SET_ASIDE) {
                DurableFile.write(file, StoreJson.write(restored));
            }
            return Optional.of(restored);
        } catch (IOException | RuntimeException e) {
            LOG.debug("{} is damaged, too", copy, e);
            return Optional.empty();
        }
    }

    private T parse(Path from) throws IOException {
        return StoreJson.read(RegularFile.read(from, MOST_BYTES), type);
    }

    private void tell(String text) {
        LOG.error("{}", text);
        report.accept(text);
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** Replaces what the file holds. */
    void write(T content) throws IOException {
        byte[] json = StoreJson.write(content);
        if (copy != null) {
            DurableFile.write(copy, json);
        }
        DurableFile.write(file, json);
    }
}
