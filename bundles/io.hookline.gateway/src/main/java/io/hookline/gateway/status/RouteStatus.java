package io.hookline.gateway.status;

import java.util.List;

/**
 * A route.
 *
 * @param route its name; {@code default} for what no other route takes
 * @param priority higher ones come first; 0 for the default route, which comes last
 * @param match what requests it takes, in words
 * @param upstreams where it leads
 * @param stickyBy what a client keeps its upstream by, such as {@code cookie:id}; empty if nothing
 * @param calls how many requests it has taken since the server started
 */
public record RouteStatus(
        String route, int priority, String match, List<UpstreamShare> upstreams, String stickyBy, long calls) {

    /** Copies the list. */
    public RouteStatus {
        upstreams = List.copyOf(upstreams);
    }

    /**
     * An upstream with its share of the route's requests.
     *
     * @param name a group's name, or an address
     */
    public record UpstreamShare(String name, int weight) {}
}
