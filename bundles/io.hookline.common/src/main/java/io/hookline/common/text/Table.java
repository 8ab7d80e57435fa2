package io.hookline.common.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A plain text table. Each column is as wide as its widest cell, and columns of numbers are aligned right. The last
 * column is folded to the rest of the screen's width; if too little is left, its cells stand below their rows.
 */
public final class Table {

    private static final String GAP = "  ";

    /** The gap between columns on a screen that is too narrow for {@link #GAP}. */
    private static final String NARROW_GAP = " ";

    /** The narrowest last column: if less is left, its cells stand below their rows. */
    private static final int LEAST_LAST_WIDTH = 24;

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
        int[] widths = widths();
        int left = screen - before(widths, GAP);
        boolean beside = left >= Math.min(LEAST_LAST_WIDTH, widths[titles.length - 1]);
        return beside ? text(widths, left) : textWithLastBelow(widths, screen);
    }

    /** Its width without the last column. */
    public int width() {
        return before(widths(), GAP) - GAP.length();
    }

    private String text(int[] widths, int lastWidth) {
        int last = titles.length - 1;
        StringBuilder text = new StringBuilder();
        line(text, titles, widths, GAP, titles[last]);
        String indent = " ".repeat(before(widths, GAP));
        for (String[] row : rows) {
            List<String> folded = fold(row[last], lastWidth);
            line(text, row, widths, GAP, folded.get(0));
            for (String more : folded.subList(1, folded.size())) {
                text.append(indent).append(more).append('\n');
            }
        }
        return text.toString();
    }

    /** Puts the cells of the last column below their rows. */
    private String textWithLastBelow(int[] widths, int screen) {
        int last = titles.length - 1;
        String gap = before(widths, GAP) - GAP.length() > screen ? NARROW_GAP : GAP;
        String begin = "    " + titles[last].toLowerCase(Locale.ROOT) + ": ";
        StringBuilder text = new StringBuilder();
        line(text, titles, widths, gap, "");
        for (String[] row : rows) {
            line(text, row, widths, gap, "");
            if (!row[last].equals("-")) {
                text.append(Folded.of(begin, row[last], screen));
            }
        }
        return text.toString();
    }

    private static int before(int[] widths, String gap) {
        return Arrays.stream(widths, 0, widths.length - 1)
                .map(width -> width + gap.length())
                .sum();
    }

    /** The text in lines of at most the given width, split at blanks if there are any. */
    static List<String> fold(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int blank = rest.lastIndexOf(' ', width);
            int end = blank > 0 ? blank : width;
            if (end < rest.length() && Character.isLowSurrogate(rest.charAt(end))) {
                end++;
            }
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    private int[] widths() {
        int[] widths = new int[titles.length];
        for (int i = 0; i < titles.length; i++) {
            widths[i] = length(titles[i]);
            for (String[] row : rows) {
                widths[i] = Math.max(widths[i], length(row[i]));
            }
        }
        return widths;
    }

    private boolean isNumeric(int column) {
        return !rows.isEmpty()
                && rows.stream().allMatch(row -> row[column].chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9')))
                && rows.stream().anyMatch(row -> row[column].chars().anyMatch(Character::isDigit));
    }

    private void line(StringBuilder text, String[] cells, int[] widths, String gap, String lastCell) {
        int last = cells.length - 1;
        for (int i = 0; i < last; i++) {
            String pad = " ".repeat(widths[i] - length(cells[i]));
            text.append(isNumeric(i) ? pad + cells[i] : cells[i] + pad).append(gap);
        }
        text.append(lastCell);
        while (text.length() > 0 && text.charAt(text.length() - 1) == ' ') {
            text.setLength(text.length() - 1);
        }
        text.append('\n');
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
