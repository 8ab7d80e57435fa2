package io.hookline.audit.internal.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files of a spool. */
final class SpoolFolder {

    private SpoolFolder() {}

    /** The segments, oldest first; none if there is no such folder. */
    static List<SegmentFile> segments(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(SegmentFile::isOne)
                    .map(SegmentFile::of)
                    .sorted(Comparator.comparingLong(SegmentFile::first))
                    .toList();
        }
    }
}
