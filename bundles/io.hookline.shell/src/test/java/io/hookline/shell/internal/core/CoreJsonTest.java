package io.hookline.shell.internal.core;

import io.hookline.api.runtime.BindingState;
import io.hookline.api.runtime.BindingStatus;
import io.hookline.api.runtime.Bindings;
import io.hookline.shell.internal.deploy.DeployClient;
import io.hookline.shell.internal.gogo.CommandShell;
import io.hookline.shell.internal.gogo.GoldenJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JSON of the commands that show the runtime. */
final class CoreJsonTest {

    private final CoreClient core = FakeCore.of(FakeRuntime.busy());
    private final CommandShell shell = new CommandShell(
            new PointsCommand(core),
            new ChainCommand(core),
            new WhyCommand(core),
            new StatsCommand(core),
            new RefusedCommand(core, new DeployClient(null)),
            new PluginsCommand(core),
            new RouteCommand(core),
            new GuardCommand(core));

    @ParameterizedTest
    @CsvSource({
        "points, points",
        "chain, chain http.pre-request",
        "chains, chain",
        "why, why key rate",
        "stats, stats",
        "refused, refused",
        "plugins, plugins",
        "route, route sync",
        "guard, guard",
        "guard-events, guard --events",
        "guard-reset, guard reset rate"
    })
    void everyCommandPrintsItsRecords(String file, String line) {
        GoldenJson.check(shell, file, line);
    }

    @Test
    void bindingsPrintsItsRows() {
        Bindings bindings = () -> List.of(new BindingStatus(
                "colour",
                "acme.shop",
                "1.0.0",
                7,
                "acme.Colour",
                "shop.price",
                "tint",
                5,
                BindingState.BOUND,
                "price"));
        GoldenJson.check(new CommandShell(new BindingsCommand(FakeCore.of(bindings))), "bindings", "bindings");
    }
}
