package io.hookline.shell.internal.core;

import io.hookline.api.runtime.OrderReason;
import io.hookline.common.text.Printable;
import java.util.List;

/** Why one hook runs ahead of another, in sentences. */
final class WhyReport {

    private WhyReport() {}

    static String of(String one, String other, List<OrderReason> reasons) {
        if (reasons.isEmpty()) {
            return Printable.of(one) + " and " + Printable.of(other)
                    + " are not at the same point. The points of each: hook:plugins\n";
        }
        StringBuilder text = new StringBuilder();
        for (OrderReason reason : reasons) {
            text.append(Printable.of(
                            reason.point() + ": " + reason.first() + " runs ahead of " + reason.second() + ". "))
                    .append(sentence(Printable.of(reason.rule())))
                    .append('\n');
            for (OrderReason.Edge edge : reason.edges()) {
                text.append(Printable.of("  " + edge.ahead() + " -> " + edge.behind()))
                        .append("   declared by ")
                        .append(Printable.of(edge.declaredBy()))
                        .append('\n');
            }
        }
        return text.toString();
    }

    /** The words as a sentence. */
    private static String sentence(String words) {
        if (words.isEmpty()) {
            return words;
        }
        String capital = Character.toUpperCase(words.charAt(0)) + words.substring(1);
        return capital.endsWith(".") ? capital : capital + ".";
    }
}
