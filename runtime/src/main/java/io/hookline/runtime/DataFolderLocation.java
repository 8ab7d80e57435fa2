package io.hookline.runtime;

import io.hookline.common.file.DurableFile;
import io.hookline.common.file.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a data folder lay when it was last used. A folder that was moved or copied since then still holds files that
 * name the old place: the stored configurations, into which placeholders were filled in, and the bundle cache. They are
 * changed before anything reads them, so that a copy never works on the files of the original.
 */
final class DataFolderLocation {

    private static final Logger LOG = LoggerFactory.getLogger(DataFolderLocation.class);
    private static final String FILE = "location";
    private static final int MOST_PATH_BYTES = 64 * 1024;
    private static final int MOST_FILE_BYTES = 4 << 20;
    private static final int DEPTH = 4;

    private final DataFolder data;

    DataFolderLocation(DataFolder data) {
        this.data = data;
    }

    /**
     * Heals a folder that was moved or copied, and notes where it lies now.
     *
     * @return what was healed, one sentence each; empty if the folder lies where it did
     */
    List<String> heal() {
        List<String> healed = new ArrayList<>();
        try {
            Path now = data.root().toRealPath();
            Path file = now.resolve(FILE);
            String before = read(file);
            if (before.equals(now.toString())) {
                return healed;
            }
            if (!before.isEmpty()) {
                heal(before, now, healed);
            }
            DurableFile.write(file, (now + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new LaunchException(
                    "the data folder " + data.root() + " was moved or copied and cannot be healed: " + e, e);
        }
        return healed;
    }

    /** The path in a file; empty if there is none, or it is damaged. */
    private static String read(Path file) {
        try {
            return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    ? new String(RegularFile.read(file, MOST_PATH_BYTES), StandardCharsets.UTF_8).strip()
                    : "";
        } catch (IOException e) {
            LOG.warn("{} is damaged and written anew: {}", file, e.getMessage());
            return "";
        }
    }

    private void heal(String before, Path now, List<String> healed) throws IOException {
        boolean isCopy = Files.exists(Path.of(before).resolve(FILE));
        int files = 0;
        for (Path file : regularFiles(now.resolve("config"))) {
            byte[] record = Files.readAllBytes(file);
            byte[] changed = RelocatedRecord.of(record, before, now.toString());
            if (!Arrays.equals(changed, record)) {
                DurableFile.replace(file, changed);
                files++;
            }
        }
        OsgiRuntime.discardCache(data);
        healed.add("the data folder was " + (isCopy ? "copied" : "moved") + " from " + before + ": " + files
                + " stored configurations now name " + now + ", and the bundle cache is rebuilt");
        for (Path file : regularFiles(now.resolve("conf"))) {
            if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(before)) {
                healed.add("conf/" + now.resolve("conf").relativize(file) + " names a path in the old folder " + before
                        + ", which stays as you wrote it: change it by hand if it is meant to follow");
            }
        }
        healed.forEach(LOG::info);
    }

    private static List<Path> regularFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            List<Path> regular = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (Files.size(file) <= MOST_FILE_BYTES) {
                    regular.add(file);
                }
            }
            return regular;
        }
    }

    /** A text with the old path replaced, as plain text, as in a stored configuration, and as in an address. */
    static String relocated(String text, String before, String now) {
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put(before, now);
        forms.put(escaped(before), escaped(now));
        forms.put(address(before), address(now));
        String any =
                String.join("|", forms.keySet().stream().map(Pattern::quote).toList());
        // A folder whose name only begins with the path is another one.
        return Pattern.compile("(?:" + any + ")(?![^/\"'\\s,;\\\\\\]])")
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(String.valueOf(forms.get(match.group()))));
    }

    private static String escaped(String path) {
        return path.replace(" ", "\\ ").replace("=", "\\=");
    }

    private static String address(String path) {
        return Path.of(path).toUri().getRawPath().replaceFirst("/$", "");
    }
}
