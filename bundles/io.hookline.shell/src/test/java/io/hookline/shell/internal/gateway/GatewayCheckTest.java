package io.hookline.shell.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.gateway.status.GatewayRoutes;
import io.hookline.gateway.status.RefusedConfiguration;
import io.hookline.gateway.status.RouteStatus;
import io.hookline.gateway.status.RouteTrial;
import io.hookline.gateway.status.TargetStatus;
import io.hookline.shell.doctor.Finding;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewayCheckTest {

    @Test
    void targetsAreCountedInWords() {
        assertThat(new GatewayCheck(new Targets(1)).findings())
                .extracting(Finding::what)
                .containsExactly("it runs, and its upstream target is up");
        assertThat(new GatewayCheck(new Targets(2)).findings())
                .extracting(Finding::what)
                .containsExactly("it runs, and all 2 upstream targets are up");
    }

    /** A gateway with so many targets that are up. */
    private record Targets(int count) implements GatewayRoutes {

        @Override
        public boolean isRunning() {
            return true;
        }

        @Override
        public List<RouteStatus> routes() {
            return List.of();
        }

        @Override
        public List<RefusedConfiguration> refused() {
            return List.of();
        }

        @Override
        public List<TargetStatus> targets() {
            return Collections.nCopies(count, new TargetStatus("a", true, "http://a", "up", 1, 0, 0, 0, 0, ""));
        }

        @Override
        public RouteTrial tryOut(String method, String target, List<Map.Entry<String, String>> headers) {
            throw new UnsupportedOperationException();
        }
    }
}
