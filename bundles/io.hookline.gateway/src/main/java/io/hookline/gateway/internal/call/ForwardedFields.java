package io.hookline.gateway.internal.call;

import io.hookline.gateway.internal.message.Authority;
import io.hookline.gateway.internal.message.Fields;
import io.hookline.gateway.internal.message.HopByHop;
import io.hookline.gateway.internal.message.RequestHead;
import io.hookline.gateway.internal.message.ResponseHead;

/** Which fields of a message are passed on, and which the gateway adds. */
final class ForwardedFields {

    private static final String FORWARDED = "Forwarded";
    private static final String X_FORWARDED = "X-Forwarded-";

    private ForwardedFields() {}

    /** Leaves the fields of a request that hooks see: those with an underscore only if {@code underscores} says so. */
    static void prepare(Fields fields, RequestHead head, String callId, boolean underscores) {
        HopByHop.strip(fields);
        if (!underscores) {
            // An upstream that reads names as variables of CGI would take them for those that hooks have checked or
            // set.
            fields.removeIf(name -> name.indexOf('_') >= 0);
        }
        // The other X-Forwarded-* fields stay for hooks that know which proxies to trust; none of them goes upstream.
        fields.remove(FORWARDED);
        fields.remove("X-Forwarded-Host");
        if (!head.host().isEmpty()) {
            fields.set("Host", head.host());
        }
        // Set last: otherwise a client could have it stripped by naming it in Connection.
        fields.set("X-Call-Id", callId);
    }

    /** Adds to the fields of a request what the upstream needs to know. */
    static void complete(Fields fields, RequestHead head, ClientSide client, String upstreamAuthority) {
        if (!fields.has("Host")) {
            fields.add("Host", upstreamAuthority);
        }
        fields.removeIf(ForwardedFields::isForwarded);
        fields.add("X-Forwarded-For", client.address().getAddress().getHostAddress());
        fields.add("X-Forwarded-Proto", client.entrance().scheme());
        if (!head.host().isEmpty()) {
            fields.add("X-Forwarded-Host", Authority.host(head.host()));
        }
        fields.add("X-Forwarded-Port", Integer.toString(client.entrance().port()));
        fields.add("Via", head.protocol().substring("HTTP/".length()) + " hookline");
        if (head.expectsContinue()) {
            fields.add("Expect", "100-continue");
        }
        if (head.upgrade()) {
            fields.add("Connection", "Upgrade");
            fields.add("Upgrade", "websocket");
        }
    }

    /** Leaves the fields of a response that hooks see. */
    static void prepare(ResponseHead head, boolean toHead) {
        Fields fields = head.fields();
        String length = fields.first("Content-Length");
        HopByHop.strip(fields);
        boolean described = head.status() == 304 || (toHead && !ResponseHead.isBodyless(head.status()));
        if (length != null && described) {
            fields.add("Content-Length", length);
        }
        if (!head.isInterim() && !fields.has("Date")) {
            fields.add("Date", HttpDate.now());
        }
        if (head.status() == 101) {
            fields.add("Connection", "Upgrade");
            fields.add("Upgrade", "websocket");
        }
    }

    /** Upstreams of some kinds read underscores as hyphens. */
    private static boolean isForwarded(String name) {
        return name.equalsIgnoreCase(FORWARDED)
                || (name.length() >= X_FORWARDED.length()
                        && (name.charAt(0) == 'x' || name.charAt(0) == 'X')
                        && isHyphen(name.charAt(1))
                        && name.regionMatches(true, 2, FORWARDED, 0, FORWARDED.length())
                        && isHyphen(name.charAt(X_FORWARDED.length() - 1)));
    }

    private static boolean isHyphen(char c) {
        return c == '-' || c == '_';
    }
}
