package io.hookline.shell.internal;

import io.hookline.api.runtime.OrderReason;
import io.hookline.common.text.Printable;
import java.util.List;

/** Why one hook runs ahead of another, in sentences. */
final class WhyReport {

    private WhyReport() {}

    static String of(String one, String other, List<OrderReason> whys) {
        if (whys.isEmpty()) {
            return Printable.of(one) + " and " + Printable.of(other)
                    + " stand together at no point. Where each stands: hook:plugins\n";
        }
        StringBuilder text = new StringBuilder();
        for (OrderReason why : whys) {
            text.append(Printable.of(why.point() + ": " + why.first() + " runs ahead of " + why.second() + ". "))
                    .append(sentence(Printable.of(why.rule())))
                    .append('\n');
            for (OrderReason.Edge edge : why.edges()) {
                text.append(Printable.of("  " + edge.ahead() + " -> " + edge.behind()))
                        .append("   asked for by ")
                        .append(Printable.of(edge.declaredBy()))
                        .append('\n');
            }
        }
        return text.toString();
    }

    /** The words with a capital and a full stop. */
    private static String sentence(String words) {
        if (words.isEmpty()) {
            return words;
        }
        String capital = Character.toUpperCase(words.charAt(0)) + words.substring(1);
        return capital.endsWith(".") ? capital : capital + ".";
    }
}
