package io.hookline.deploy.internal.gate;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.OSGiHeader;
import aQute.bnd.osgi.Processor;
import io.hookline.deploy.internal.resolve.ParsedRequirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import org.osgi.framework.Constants;
import org.osgi.framework.VersionRange;

/**
 * The changes of what a bundle requires beside packages. To ask for more is a change that others can see: where the old
 * release ran, the new one may not. To ask for less is none.
 */
final class RequirementChanges {

    private final List<Ask> older;
    private final List<Ask> newer;

    RequirementChanges(Attributes olderHeaders, Attributes newerHeaders) {
        this.older = asks(olderHeaders);
        this.newer = asks(newerHeaders);
    }

    List<GateChange> find() {
        List<GateChange> changes = new ArrayList<>();
        for (Ask ask : newer) {
            if (ask.optional() || older.stream().anyMatch(ask::isMetWith)) {
                continue;
            }
            List<Ask> before = older.stream().filter(ask::isNameOf).toList();
            String what = before.isEmpty()
                    ? "newly required"
                    : "requirement narrowed from "
                            + String.join(
                                    " and ", before.stream().map(Ask::text).toList()) + " to " + ask.text();
            changes.add(new GateChange(ask.want().thing(), what, Severity.MINOR, null, null));
        }
        return changes;
    }

    private static List<Ask> asks(Attributes headers) {
        List<Ask> asks = new ArrayList<>();
        for (Map.Entry<String, Attrs> clause : OSGiHeader.parseHeader(headers.getValue(Constants.REQUIRE_CAPABILITY))
                .entrySet()) {
            Attrs attributes = clause.getValue();
            ParsedRequirement want = ParsedRequirement.of(
                    Processor.removeDuplicateMarker(clause.getKey()), attributes.get(Constants.FILTER_DIRECTIVE + ":"));
            boolean optional =
                    Constants.RESOLUTION_OPTIONAL.equals(attributes.get(Constants.RESOLUTION_DIRECTIVE + ":"));
            asks.add(new Ask(want, optional));
        }
        return asks;
    }

    private record Ask(ParsedRequirement want, boolean optional) {

        /**
         * Whether whatever met an older requirement meets this one: it is the same, or its range lies round the other.
         */
        boolean isMetWith(Ask before) {
            if (before.optional || !isNameOf(before)) {
                return false;
            }
            if (want.filter().equals(before.want.filter())) {
                return true;
            }
            VersionRange range = want.range();
            VersionRange inner = before.want.range();
            return want.beside().equals(before.want.beside())
                    && (range == null
                            || (inner != null && range.intersection(inner).equals(inner)));
        }

        boolean isNameOf(Ask other) {
            return want.namespace().equals(other.want.namespace()) && Objects.equals(want.name(), other.want.name());
        }

        String text() {
            return (want.filter().isEmpty() ? "any" : want.filter()) + (optional ? " (optional)" : "");
        }
    }
}
