package io.hookline.gateway.internal.route;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the routes come from, and the servers that follow them. Safe for use by many threads. */
public interface RouteSource {

    /** The present plan. */
    RoutingPlan plan();

    /** Applies the present plan and each later one to a server, until {@link #leave}. */
    void lead(RoutedServer server);

    /** Ends {@link #lead}. */
    void leave(RoutedServer server);

    /** The routing of the server that follows since the shortest time; null if none does. */
    @Nullable
    Routing running();

    /** What was refused, also by the running server. */
    List<RoutingPlan.Problem> problems();
}
