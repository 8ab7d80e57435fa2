package io.hookline.core.internal.component;

import io.hookline.api.runtime.BindingStatus;
import io.hookline.api.runtime.Bindings;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows the table of bindings to tools. */
@Component(service = Bindings.class)
public final class BindingRows implements Bindings {

    private final Core core;

    /** A view of the core's table. */
    @Activate
    public BindingRows(@Reference Core core) {
        this.core = core;
    }

    @Override
    public List<BindingStatus> rows() {
        return core.bindings().rows();
    }
}
