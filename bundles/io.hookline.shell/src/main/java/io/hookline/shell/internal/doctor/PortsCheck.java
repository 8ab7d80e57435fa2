package io.hookline.shell.internal.doctor;

import io.hookline.shell.doctor.DoctorCheck;
import io.hookline.shell.doctor.Finding;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Checks that the listeners, which publish their address as a service, take connections. */
@Component
public final class PortsCheck implements DoctorCheck {

    private static final int TIMEOUT_MS = 2_000;

    private final BundleContext context;

    /** For all listeners. */
    @Activate
    public PortsCheck(BundleContext context) {
        this.context = context;
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        try {
            ServiceReference<?>[] listeners = context.getAllServiceReferences(null, "(endpoint.uri=*)");
            for (ServiceReference<?> listener : listeners == null ? new ServiceReference<?>[0] : listeners) {
                findings.add(check(
                        String.valueOf(listener.getProperty("endpoint.name")),
                        String.valueOf(listener.getProperty("endpoint.uri"))));
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        return findings;
    }

    static Finding check(String name, String uri) {
        URI address = URI.create(uri);
        String host = address.getHost();
        if (host == null || address.getPort() < 0) {
            return Finding.ok("ports", name + " is at " + uri);
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, address.getPort()), TIMEOUT_MS);
            return Finding.ok("ports", name + " takes connections at " + uri);
        } catch (IOException e) {
            return Finding.problem(
                    "ports",
                    name + " takes no connection at " + uri,
                    e.toString(),
                    "see hook:logs --level warn; it may be overloaded, or a firewall closes the port");
        }
    }
}
