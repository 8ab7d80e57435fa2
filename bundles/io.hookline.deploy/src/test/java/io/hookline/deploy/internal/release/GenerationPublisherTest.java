package io.hookline.deploy.internal.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.runtime.Cause;
import io.hookline.api.runtime.ReleaseId;
import io.hookline.engine.release.ReleaseChange;
import io.hookline.engine.release.ReleaseControl;
import io.hookline.engine.release.Route;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class GenerationPublisherTest {

    private final List<ReleaseChange> published = new ArrayList<>();
    private final GenerationPublisher publisher = new GenerationPublisher(control());

    @Test
    void theRoutesOfAllDeploymentsCountUntilTheyAreRemoved() {
        Supplier<List<Route>> one = () -> List.of(route("one"));
        Supplier<List<Route>> other = () -> List.of(route("other"));
        publisher.add(one);
        publisher.add(other);
        publisher.publish(List.of(), List.of(), Cause.ofRuntime("a test"));
        publisher.remove(one);
        publisher.publish(List.of(), List.of(), Cause.ofRuntime("a test"));
        assertThat(published.get(0).routes()).extracting(Route::name).containsExactly("one", "other");
        assertThat(published.get(1).routes()).extracting(Route::name).containsExactly("other");
    }

    private static Route route(String name) {
        return new Route(
                name, Set.of(new ReleaseId(name, "1.0.0", 1)), Set.of(new ReleaseId(name, "1.0.0", 2)), call -> false);
    }

    private ReleaseControl control() {
        return (ReleaseControl) Proxy.newProxyInstance(
                ReleaseControl.class.getClassLoader(), new Class<?>[] {ReleaseControl.class}, (proxy, method, args) -> {
                    published.add((ReleaseChange) args[0]);
                    return (long) published.size();
                });
    }
}
