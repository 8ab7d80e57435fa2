package io.hookline.shell.internal.text;

import io.hookline.common.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A reason that ends with the frames of a stack, each on a line that begins with {@code at}. Shown are the frames of
 * the plugin: where the thread is, and what lies between the JDK and the product.
 */
public final class StackText {

    private static final Pattern FRAME = Pattern.compile("^\\s*at ");
    private static final Pattern JDK = Pattern.compile("^\\s*at (java|jdk|sun|com\\.sun)[./].*");
    private static final Pattern PRODUCT = Pattern.compile("^\\s*at (app//)?io\\.hookline\\.(engine|core|common)\\..*");

    private final List<String> words;
    private final List<String> frames;

    private StackText(List<String> words, List<String> frames) {
        this.words = words;
        this.frames = frames;
    }

    /** Takes a reason apart. */
    public static StackText of(String reason) {
        List<String> words = new ArrayList<>();
        List<String> frames = new ArrayList<>();
        reason.lines().forEach(line -> (FRAME.matcher(line).find() ? frames : words).add(line.strip()));
        return new StackText(words, frames);
    }

    /** What is said besides the stack, in one line. */
    public String words() {
        return String.join(" ", words);
    }

    /**
     * The frames, a line each with a line feed; empty if there are none.
     *
     * @param all whether those of the JDK and of the product are shown as well
     */
    public String frames(boolean all) {
        List<String> shown = all ? frames : ofPlugin();
        StringBuilder text = new StringBuilder();
        shown.forEach(frame -> text.append("    ").append(Printable.of(frame)).append('\n'));
        if (shown.size() < frames.size()) {
            text.append("    … ").append(frames.size() - shown.size()).append(" more: --verbose\n");
        }
        return text.toString();
    }

    /** The first frame, and those of neither the JDK nor the product; all frames if there is none of the plugin. */
    private List<String> ofPlugin() {
        Predicate<String> isPlugin = frame ->
                !JDK.matcher(frame).matches() && !PRODUCT.matcher(frame).matches();
        if (frames.stream().noneMatch(isPlugin)) {
            return frames;
        }
        List<String> shown = new ArrayList<>(List.of(frames.get(0)));
        frames.stream().skip(1).filter(isPlugin).forEach(shown::add);
        return shown;
    }
}
