package io.hookline.shell.internal.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.shell.doctor.Finding;
import io.hookline.shell.doctor.Finding.Severity;
import io.hookline.shell.internal.gogo.CommandShell;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void problemsComeFirstWithTheirCauseAndCureAndLetTheCommandFail() {
        CommandShell shell = new CommandShell(new DoctorCommand(List.of(
                () -> List.of(
                        Finding.ok("disk", "9 GiB are free"),
                        Finding.warning("jdk", "Java 18", "too short", "take 21")),
                () -> List.of(Finding.problem("guards", "a is OPEN", "it fails\u001B[2J", "mend it")),
                () -> {
                    throw new IllegalStateException("broken");
                })));

        assertThatThrownBy(() -> shell.run("doctor")).hasMessage("2 problems, 1 warnings");
        assertThat(shell.printed())
                .contains(
                        """
                PROBLEM  guards: a is OPEN
                         cause  it fails\\u001B[2J
                         cure   mend it
                WARNING  jdk: Java 18
                         cause  too short
                         cure   take 21
                OK       disk: 9 GiB are free
                """)
                .contains("has failed", "IllegalStateException: broken");
    }

    @Test
    void warningsAloneAreNoFailure() {
        assertThat(new CommandShell(new DoctorCommand(List.of(() -> List.of(Finding.warning("a", "b", "c", "d")))))
                        .json("doctor", "--json")
                        .at("/0/severity")
                        .asText())
                .isEqualTo("WARNING");
    }

    @Test
    void missingServicesAreProblems() {
        assertThat(new HooksCheck(null, null).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("the core is not running"));
        assertThat(new ReleasesCheck(null, null, InstantSource.fixed(Instant.EPOCH)).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("the deployer is not running"));
    }

    @Test
    void openFilesAnOddJdkAndAChangedDistributionAreFound() throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        Files.writeString(folder.resolve("lib/a.jar"), "a");
        String before = DistributionDigest.of(folder);
        Files.writeString(folder.resolve("lib/a.jar"), "b");
        assertThat(DistributionDigest.of(folder)).startsWith("sha256:").isNotEqualTo(before);

        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(folder.resolve("api-key"), "secret");
        Files.setPosixFilePermissions(folder.resolve("api-key"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(new MachineCheck(folder, folder, 18).findings())
                .anySatisfy(finding -> assertThat(finding.cure()).isEqualTo("chmod go= " + folder))
                .anySatisfy(finding -> assertThat(finding.cure()).isEqualTo("chmod go= " + folder.resolve("api-key")))
                .anySatisfy(finding -> assertThat(finding.what()).startsWith("Java 18 gets security updates"));

        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        assertThat(new MachineCheck(folder, folder, 21).findings())
                .filteredOn(finding -> List.of("files", "jdk", "distribution").contains(finding.area()))
                .extracting(Finding::severity)
                .containsOnly(Severity.OK);
    }

    @Test
    void aListenerThatTakesNoConnectionIsAProblem() throws IOException {
        String address;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = "http://127.0.0.1:" + server.getLocalPort();
            assertThat(PortsCheck.check("gateway", address).severity()).isEqualTo(Severity.OK);
        }
        assertThat(PortsCheck.check("gateway", address).severity()).isEqualTo(Severity.PROBLEM);
    }
}
