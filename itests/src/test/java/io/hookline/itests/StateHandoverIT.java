package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.plugin.StateHandover;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployResult;
import io.hookline.itests.fixture.BundleJar;
import io.hookline.itests.fixture.FixtureHook;
import io.hookline.itests.fixture.FixtureState;
import java.util.stream.Stream;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** A release hands its state over to the one that replaces it; if that fails, it stays. */
public class StateHandoverIT extends DeployTest {

    @Test
    public void stateIsHandedOverWithItsFormatVersion() throws Exception {
        deploy(holding("1.0.0", "counts", "form=3"));
        DeployResult result = deploy(holding("1.1.0", "counts", "form=4"));
        assertThat(result.notes())
                .anySatisfy(note -> assertThat(note).contains("state 'counts' was handed over (5 bytes)"));
        assertThat(stateOf("1.1.0")).isEqualTo("1.0.0>1.1.0/3");
        deploy(holding("1.2.0", "counts", "form=5"));
        assertThat(stateOf("1.2.0")).isEqualTo("1.0.0>1.1.0/3>1.2.0/4");
    }

    @Test
    public void aReleaseThatCannotRestoreTheStateIsRefused() throws Exception {
        deploy(holding("1.0.0", "counts", "form=3"));
        DeployRefusedException refusal = refused(
                DeployRefusal.STATE_REFUSED, holding("1.1.0", "counts", "form=4", "restore=" + FixtureHook.THROW));
        assertThat(refusal)
                .hasMessageContaining("state 'counts' of version 3")
                .hasMessageContaining("this restore fails as it was told to")
                .hasMessageContaining("the old release stays");
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
        assertThat(stateOf("1.0.0")).isEqualTo("1.0.0");
    }

    @Test
    public void anOldReleaseThatCannotSaveStays() throws Exception {
        deploy(holding("1.0.0", "counts", "form=3", "save=" + FixtureHook.THROW));
        assertThat(refused(DeployRefusal.STATE_REFUSED, holding("1.1.0", "counts", "form=3")))
                .hasMessageContaining("cannot save its state")
                .hasMessageContaining("this save fails as it was told to");
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
    }

    @Test
    public void aSaveThatHangsIsNotWaitedFor() throws Exception {
        gate(name("gate"));
        deploy(holding("1.0.0", "counts", "form=3", "save=" + name("gate")));
        assertThat(refused(DeployRefusal.STATE_REFUSED, holding("1.1.0", "counts", "form=3")))
                .hasMessageContaining("did not end within 1000 ms")
                .hasMessageContaining("FixtureState.save");
        assertThat(row("a", "1.0.0").why()).contains("1 thread of it did not end and was given up");
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
    }

    @Test
    public void stateWithoutATakerIsDropped() throws Exception {
        deploy(holding("1.0.0", "counts", "form=3"));
        DeployResult result = deploy(holding("1.1.0", "sums", "form=3"));
        assertThat(result.notes()).anySatisfy(note -> assertThat(note).contains("state 'counts' is left behind"));
        assertThat(stateOf("1.1.0")).isEqualTo("1.1.0");
        assertThat(call()).containsExactly(hook("a", "1.1.0"));
    }

    private BundleJar holding(String version, String schema, String... properties) {
        StringBuilder body = new StringBuilder("<property name='schema' value='" + schema + "'/>");
        for (String property : properties) {
            String[] parts = property.split("=", 2);
            body.append("<property name='" + parts[0] + "' value='" + parts[1] + "'/>");
        }
        return plugin("a", version)
                .component("state", StateHandover.class.getName(), FixtureState.class, body.toString());
    }

    private String stateOf(String version) throws Exception {
        Bundle bundle = bundle("a", version);
        ServiceReference<?> reference = Stream.of(bundle.getRegisteredServices())
                .filter(service -> service.getProperty("schema") != null)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no state"));
        StateHandover state = (StateHandover) context().getService(reference);
        try {
            return state.toString();
        } finally {
            context().ungetService(reference);
        }
    }
}
