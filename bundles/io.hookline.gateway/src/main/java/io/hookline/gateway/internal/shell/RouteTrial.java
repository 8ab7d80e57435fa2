package io.hookline.gateway.internal.shell;

import io.hookline.common.text.Folded;
import io.hookline.common.text.Printable;
import io.hookline.common.text.Table;
import io.hookline.gateway.internal.message.Fields;
import io.hookline.gateway.internal.message.RequestHead;
import io.hookline.gateway.internal.route.RouteTable;
import io.hookline.gateway.internal.shell.RoutesReport.RouteRow;
import io.hookline.shell.command.CommandException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code hook:routes test} says.
 *
 * @param path in the form that routes are matched with
 * @param route the route that takes the request; null if none does
 * @param tried the routes up to that one, in their order
 */
record RouteTrial(String method, String host, String path, @Nullable RouteRow route, List<Step> tried) {

    /**
     * Tries a request out; nothing is counted or sent.
     *
     * @param url a path, or an address with a host
     * @param headers each {@code NAME=VALUE}
     * @throws CommandException if the request is malformed
     */
    static RouteTrial of(RouteTable table, String method, String url, List<String> headers) {
        int scheme = url.indexOf("://");
        String rest = scheme < 0 ? url : url.substring(scheme + 3);
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String path = path(method, slash < 0 ? "/" : rest.substring(slash));
        Fields fields = new Fields();
        if (!authority.isEmpty()) {
            fields.set("Host", authority);
        }
        for (String header : headers) {
            int equals = header.indexOf('=');
            if (equals < 1) {
                throw new CommandException("--header is NAME=VALUE, not \"" + Printable.of(header) + "\"");
            }
            String name = header.substring(0, equals);
            if (name.equalsIgnoreCase("Host")) {
                fields.remove(name);
            }
            fields.add(name, header.substring(equals + 1));
        }
        List<RouteTable.Verdict> verdicts = table.explain(method, path, fields);
        RouteTable.Verdict last = verdicts.isEmpty() ? null : verdicts.get(verdicts.size() - 1);
        String host = fields.first("Host");
        return new RouteTrial(
                method,
                host == null ? "" : host,
                path,
                last == null || last.mismatch() != null ? null : RouteRow.of(last.route()),
                verdicts.stream().map(Step::of).toList());
    }

    String text(int width) {
        StringBuilder text = new StringBuilder();
        if (route == null) {
            text.append(Folded.of("no route: ", "the gateway answers with 404", width));
        } else {
            text.append(Folded.of(
                    Printable.of(route.route()) + ": ",
                    method + " " + host + path + " goes to " + route.upstreamText(),
                    width));
        }
        if (!tried.isEmpty()) {
            Table table = new Table("ROUTE", "SAYS", "MATCH");
            tried.forEach(step -> table.row(step.route(), step.says(), step.match()));
            text.append('\n').append(table.text(width));
        }
        return text.toString();
    }

    private static String path(String method, String target) {
        try {
            return RequestHead.sample(method, target).target().path();
        } catch (IllegalArgumentException e) {
            throw new CommandException("the gateway would refuse it: " + e.getMessage());
        }
    }

    /**
     * A route that was tried.
     *
     * @param says {@code takes it}, or why it does not
     */
    record Step(String route, boolean takes, String says, String match) {

        static Step of(RouteTable.Verdict verdict) {
            String mismatch = verdict.mismatch();
            return new Step(
                    verdict.route().name(),
                    mismatch == null,
                    mismatch == null ? "takes it" : mismatch,
                    RouteRow.of(verdict.route()).match());
        }
    }
}
