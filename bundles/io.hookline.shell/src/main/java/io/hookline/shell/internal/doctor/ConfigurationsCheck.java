package io.hookline.shell.internal.doctor;

import io.hookline.config.ConfigurationStatus;
import io.hookline.config.Configurations;
import io.hookline.config.Setting;
import io.hookline.shell.doctor.DoctorCheck;
import io.hookline.shell.doctor.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Checks configurations: refused ones, those that do not fit, and the certificates that they name. */
@Component
public final class ConfigurationsCheck implements DoctorCheck {

    private static final Pattern CERTIFICATE = Pattern.compile("(?i).*(certificate|ca)");
    private static final Duration SOON = Duration.ofDays(14);

    private final Configurations configurations;
    private final InstantSource clock;

    /** With the configurations. */
    @Activate
    public ConfigurationsCheck(@Reference Configurations configurations) {
        this(configurations, InstantSource.system());
    }

    ConfigurationsCheck(Configurations configurations, InstantSource clock) {
        this.configurations = configurations;
        this.clock = clock;
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (ConfigurationStatus one : configurations.all()) {
            if (one.refused() != null) {
                one.refused()
                        .problems()
                        .forEach(problem -> findings.add(Finding.problem(
                                "configuration",
                                "a change of " + one.pid() + " is refused; the one before it applies",
                                problem.message(),
                                "correct " + (one.file() == null ? "it" : one.file()) + ", or hook:config " + one.pid()
                                        + " set KEY=VALUE")));
            }
            one.problems()
                    .forEach(problem -> findings.add(Finding.warning(
                            "configuration",
                            one.pid() + " has a problem",
                            problem.message(),
                            "see hook:config " + one.pid())));
            one.settings().forEach(setting -> certificate(one.pid(), setting, findings));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok("configuration", "none is refused, and no certificate expires within 14 days"));
        }
        return findings;
    }

    private void certificate(String pid, Setting setting, List<Finding> findings) {
        String value = setting.value();
        if (value == null
                || value.isBlank()
                || !CERTIFICATE.matcher(setting.key()).matches()) {
            return;
        }
        String where = pid + " " + setting.key() + " = " + value;
        try (InputStream file = Files.newInputStream(Path.of(value))) {
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                if (one instanceof X509Certificate certificate) {
                    expiry(where, certificate, findings);
                }
            }
        } catch (IOException | CertificateException | InvalidPathException e) {
            findings.add(Finding.problem(
                    "certificates",
                    where + " cannot be read",
                    e.toString(),
                    "put a PEM file there that the user of the process can read"));
        }
    }

    private void expiry(String where, X509Certificate certificate, List<Finding> findings) {
        Instant end = certificate.getNotAfter().toInstant();
        Instant begin = certificate.getNotBefore().toInstant();
        Instant now = clock.instant();
        String name = certificate.getSubjectX500Principal().getName();
        if (end.isBefore(now)) {
            findings.add(Finding.problem(
                    "certificates", where + " has expired at " + end, name, "put a renewed certificate in its place"));
        } else if (begin.isAfter(now)) {
            findings.add(Finding.problem(
                    "certificates",
                    where + " is not valid before " + begin,
                    name,
                    "wait, or correct the clock of this machine"));
        } else if (end.isBefore(now.plus(SOON))) {
            findings.add(Finding.warning(
                    "certificates", where + " expires at " + end, name, "put a renewed certificate in its place"));
        }
    }
}
