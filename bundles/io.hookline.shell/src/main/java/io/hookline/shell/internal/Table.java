package io.hookline.shell.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A plain text table: columns are as wide as their widest cell, numbers stand right, and the last column is folded to
 * what is left of the screen.
 */
final class Table {

    private static final String GAP = "  ";

    /** Narrower than this the last column is not folded: it would be a thread of letters. */
    private static final int LEAST_LAST_WIDTH = 24;

    private final String[] titles;
    private final List<String[]> rows = new ArrayList<>();

    Table(String... titles) {
        this.titles = titles;
    }

    /** Adds a row. Texts are made safe for the terminal; a {@link Number} stands right. */
    Table row(Object... cells) {
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
     * The table's lines, each with its line end.
     *
     * @param screen the screen's width in characters
     */
    String text(int screen) {
        int last = titles.length - 1;
        int[] widths = widths();
        int before = Arrays.stream(widths, 0, last).map(w -> w + GAP.length()).sum();
        int lastWidth = Math.max(LEAST_LAST_WIDTH, screen - before);
        boolean[] right = new boolean[titles.length];
        for (int i = 0; i < last; i++) {
            right[i] = isNumeric(i);
        }
        StringBuilder text = new StringBuilder();
        line(text, titles, widths, right, titles[last]);
        String indent = " ".repeat(before);
        for (String[] row : rows) {
            List<String> folded = fold(row[last], lastWidth);
            line(text, row, widths, right, folded.get(0));
            for (String more : folded.subList(1, folded.size())) {
                text.append(indent).append(more).append('\n');
            }
        }
        return text.toString();
    }

    /** The text in lines of at most the given width, parted at blanks where there are some. */
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
                && rows.stream().allMatch(row -> row[column].chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9')));
    }

    private static void line(StringBuilder text, String[] cells, int[] widths, boolean[] right, String lastCell) {
        int last = cells.length - 1;
        for (int i = 0; i < last; i++) {
            String pad = " ".repeat(widths[i] - length(cells[i]));
            text.append(right[i] ? pad + cells[i] : cells[i] + pad).append(GAP);
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
