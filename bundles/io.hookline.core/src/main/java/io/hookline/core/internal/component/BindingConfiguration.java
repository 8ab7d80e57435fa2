package io.hookline.core.internal.component;

import io.hookline.api.plugin.Secrets;
import io.hookline.api.runtime.Bindings;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** One row of the table of bindings, for as long as its configuration exists. */
@Component(
        service = BindingConfiguration.class,
        configurationPid = Bindings.FACTORY_PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true)
@Designate(ocd = BindingConfig.class, factory = true)
public final class BindingConfiguration {

    private final Core core;
    private final @Nullable Secrets secrets;
    private final String pid;

    /** Applies the row. Its arguments may be references to secrets. */
    @Activate
    public BindingConfiguration(
            @Reference Core core,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Secrets secrets,
            Map<String, Object> properties) {
        this.core = core;
        this.secrets = secrets;
        this.pid = String.valueOf(properties.get(Constants.SERVICE_PID));
        put(properties);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        put(properties);
    }

    private void put(Map<String, Object> properties) {
        core.willBind(String.valueOf(properties.get("plugin")));
        Map<String, Object> resolved = new TreeMap<>(properties);
        if (secrets != null) {
            resolved.replaceAll((key, value) -> value instanceof String text ? secrets.resolve(text) : value);
        }
        core.bindings().put(pid, resolved);
    }

    @Deactivate
    void deactivate() {
        core.bindings().remove(pid);
    }
}
