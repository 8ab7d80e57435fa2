package io.hookline.common.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A plain text table. Each column is as wide as its widest cell, and columns of numbers are aligned right. On a screen
 * that is too narrow the last column is folded, or moves below its row; then the gaps shrink, other columns with
 * several words are folded, and more columns on the right move below. No word is broken.
 */
public final class Table {

    private static final String GAP = "  ";

    /** The gap between columns on a screen that is too narrow for {@link #GAP}. */
    private static final String NARROW_GAP = " ";

    /** The narrowest last column: if less is left, its cells stand below their rows. */
    private static final int LEAST_LAST_WIDTH = 24;

    /** The narrowest column that is folded, unless its content is narrower. */
    private static final int LEAST_WIDTH = 12;

    private static final String INDENT = "    ";

    private final String[] titles;
    private final List<String[]> rows = new ArrayList<>();

    /** A table with these columns. */
    public Table(String... titles) {
        this.titles = titles;
    }

    /** Adds a row. Cells are made safe for the terminal. */
    public Table row(Object... cells) {
        if (cells.length != titles.length) {
            throw new IllegalArgumentException(cells.length + " cells for " + titles.length + " columns");
        }
        String[] row = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            row[i] = Printable.of(String.valueOf(cells[i]));
        }
        rows.add(row);
        return this;
    }

    /**
     * The table's lines, each ending with a line feed.
     *
     * @param screen the screen's width in characters
     */
    public String text(int screen) {
        int all = titles.length;
        for (Layout layout : List.of(
                new Layout(all, GAP, false), new Layout(all - 1, GAP, false), new Layout(all - 1, NARROW_GAP, false))) {
            int[] widths = widths(layout, screen);
            if (widths.length > 0) {
                return text(widths, layout.gap(), screen);
            }
        }
        for (int shown = all; shown > 0; shown--) {
            for (String gap : List.of(GAP, NARROW_GAP)) {
                int[] widths = widths(new Layout(shown, gap, true), screen);
                if (widths.length > 0) {
                    return text(widths, gap, screen);
                }
            }
        }
        return text(new int[] {natural(0)}, GAP, screen);
    }

    /** Its width without the last column. */
    public int width() {
        int last = titles.length - 1;
        return IntStream.range(0, last).map(i -> natural(i) + GAP.length()).sum() - GAP.length();
    }

    /** The widths of the columns that are shown; none if they do not fit. */
    private int[] widths(Layout layout, int screen) {
        int shown = layout.shown();
        int room = screen - layout.gap().length() * (shown - 1);
        int[] widths = new int[shown];
        int[] least = new int[shown];
        for (int i = 0; i < shown; i++) {
            widths[i] = natural(i);
            boolean isLast = i == titles.length - 1;
            least[i] = isLast || layout.folds() ? least(i, isLast ? LEAST_LAST_WIDTH : LEAST_WIDTH) : widths[i];
        }
        int last = titles.length - 1;
        int excess = Arrays.stream(widths).sum() - room;
        if (shown > last) {
            // The last column gives way first: it holds the longest texts.
            int less = Math.max(0, Math.min(excess, widths[last] - least[last]));
            widths[last] -= less;
            excess -= less;
        }
        while (excess > 0) {
            int widest = widestOf(widths, least);
            if (widest < 0) {
                return new int[0];
            }
            widths[widest]--;
            excess--;
        }
        return widths;
    }

    /** The widest column that can still shrink; -1 if none can. */
    private static int widestOf(int[] widths, int[] least) {
        int widest = -1;
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest])) {
                widest = i;
            }
        }
        return widest;
    }

    /** The width that a column can be folded to. */
    private int least(int column, int wanted) {
        int word = length(titles[column]);
        for (String[] row : rows) {
            // To the width of a character: a word a line.
            word = fold(row[column], 1).stream().mapToInt(Table::length).reduce(word, Math::max);
        }
        return Math.min(natural(column), Math.max(wanted, word));
    }

    /** The width of the widest cell. */
    private int natural(int column) {
        int width = length(titles[column]);
        for (String[] row : rows) {
            width = Math.max(width, length(row[column]));
        }
        return width;
    }

    private String text(int[] widths, String gap, int screen) {
        StringBuilder text = new StringBuilder();
        row(text, titles, widths, gap);
        for (String[] row : rows) {
            row(text, row, widths, gap);
            below(text, row, widths.length, screen);
        }
        return text.toString();
    }

    private void row(StringBuilder text, String[] cells, int[] widths, String gap) {
        List<List<String>> folded = IntStream.range(0, widths.length)
                .mapToObj(i -> fold(cells[i], widths[i]))
                .toList();
        int lines = folded.stream().mapToInt(List::size).max().orElse(1);
        for (int line = 0; line < lines; line++) {
            StringBuilder one = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = line < folded.get(i).size() ? folded.get(i).get(line) : "";
                String pad = " ".repeat(Math.max(0, widths[i] - length(cell)));
                one.append(i == 0 ? "" : gap).append(isNumeric(i) && i < titles.length - 1 ? pad + cell : cell + pad);
            }
            text.append(one.toString().stripTrailing()).append('\n');
        }
    }

    /** The columns that are not shown in the row: as many on a line as fit, without those that say nothing. */
    private void below(StringBuilder text, String[] row, int shown, int screen) {
        StringBuilder line = new StringBuilder();
        for (int i = shown; i < titles.length; i++) {
            if (row[i].isEmpty() || row[i].equals("-")) {
                continue;
            }
            String begin = INDENT + titles[i].toLowerCase(Locale.ROOT) + ": ";
            if (length(begin) + length(row[i]) > screen) {
                end(text, line);
                text.append(Folded.of(begin, row[i], screen));
                continue;
            }
            String one = begin.strip() + " " + row[i];
            if (line.length() > 0 && length(line.toString()) + GAP.length() + length(one) > screen) {
                end(text, line);
            }
            line.append(line.length() == 0 ? INDENT : GAP).append(one);
        }
        end(text, line);
    }

    private static void end(StringBuilder text, StringBuilder line) {
        if (line.length() > 0) {
            text.append(line).append('\n');
            line.setLength(0);
        }
    }

    /** The text in lines of at most the given width, split at blanks. A word that is longer has a line of its own. */
    static List<String> fold(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int end = rest.lastIndexOf(' ', width);
            if (end <= 0) {
                end = rest.indexOf(' ', 1);
            }
            if (end < 0) {
                break;
            }
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    private boolean isNumeric(int column) {
        return !rows.isEmpty()
                && rows.stream().allMatch(row -> row[column].chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9')))
                && rows.stream().anyMatch(row -> row[column].chars().anyMatch(Character::isDigit));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /**
     * A way to fit the table to a screen.
     *
     * @param shown how many columns stand in the rows; the others stand below
     * @param gap the gap between them
     * @param folds whether columns may be folded apart from the table's last one
     */
    private record Layout(int shown, String gap, boolean folds) {}
}
