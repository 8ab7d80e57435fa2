package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.HookPoint;
import io.hookline.api.runtime.Bindings;
import io.hookline.api.runtime.RefusalReason;
import io.hookline.api.runtime.RefusedHook;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.itests.fixture.BundleJar;
import io.hookline.itests.fixture.SourceJar;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** A hook is compared with the contract of its point before it enters the chain. */
public class ContractCheckIT extends DeployTest {

    private static final String PACKAGE = "org.example.shop.hook";
    private static final String CONTRACT = PACKAGE + ".PriceHook";

    @Test
    public void aMethodThatThePluginLacksIsNamed() throws Exception {
        Bundle host = install(host("test.shop", "1.1.0", true));
        try (HookPoint<?> point = open(host)) {
            installAndStart(pricing("test.pricing", "1.0.0", false));
            RefusedHook refused = refusalOf("test.pricing");
            assertThat(refused.reason()).isEqualTo(RefusalReason.WRONG_CONTRACT);
            assertThat(refused.detail())
                    .contains("lacks what hook point " + name("point") + " calls")
                    .contains(CONTRACT + " of bundle test.shop 1.0.0 (package version 1.1.0)")
                    .contains("java.lang.String discount(java.lang.String)")
                    .contains("imports " + PACKAGE + " [1.0.0,2.0.0) from test.shop 1.0.0, which exports 1.1.0")
                    .contains("build it against this one");
            assertThat(point.isEmpty()).isTrue();
        }
    }

    @Test
    public void aPluginThatImplementsTheWholeContractIsCalled() throws Exception {
        Bundle host = install(host("test.shop", "1.1.0", true));
        try (HookPoint<?> point = open(host)) {
            installAndStart(pricing("test.pricing", "1.0.0", true));
            assertThat(runtime().refused()).isEmpty();
            assertThat(price(point)).isEqualTo("1.0.0 tea");
        }
    }

    @Test
    public void aCopyOfTheContractIsNamedWithTheRemedy() throws Exception {
        Bundle host = install(host("test.shop", "1.1.0", true));
        try (HookPoint<?> point = open(host)) {
            installAndStart(sources(true)
                    .into(pricing("test.pricing", "1.0.0", true), CONTRACT)
                    .header("Import-Package", null));
            assertThat(refusalOf("test.pricing").detail())
                    .contains("from another class loader")
                    .contains("expected " + CONTRACT + " of bundle test.shop 1.0.0 (package version 1.1.0)")
                    .contains("found " + CONTRACT + " of bundle test.pricing 1.0.0")
                    .contains("does not import " + PACKAGE + " but contains a copy of it")
                    .contains("Import-Package: " + PACKAGE + ";version=\"[1.1,2)\"");
            assertThat(point.isEmpty()).isTrue();
        }
    }

    @Test
    public void aPluginWiredToAnotherHostIsRefusedWithTheReason() throws Exception {
        install(host("test.shop.old", "1.0.0", false));
        Bundle host = install(host("test.shop", "2.0.0", true));
        try (HookPoint<?> point = open(host)) {
            installAndStart(pricing("test.pricing", "1.0.0", true));
            assertThat(refusalOf("test.pricing").detail())
                    .contains("expected " + CONTRACT + " of bundle test.shop 1.0.0 (package version 2.0.0)")
                    .contains("found " + CONTRACT + " of bundle test.shop.old 1.0.0 (package version 1.0.0)")
                    .contains("imports " + PACKAGE + " [1.0.0,2.0.0) from test.shop.old 1.0.0")
                    .contains("Import-Package: " + PACKAGE + ";version=\"[2.0,3)\"");
            assertThat(point.isEmpty()).isTrue();
        }
    }

    @Test
    public void aReleaseThatLacksAMethodIsRefusedAndTheOldOneServes() throws Exception {
        Bundle host = install(host("test.shop", "1.1.0", true));
        try (HookPoint<?> point = open(host)) {
            deploy(pricing(name("a"), "1.0.0", true));
            DeployRefusedException refusal = refused(DeployRefusal.NOT_READY, pricing(name("a"), "1.1.0", false));
            assertThat(refusal + " " + refusal.details())
                    .contains("is refused at " + name("point"), "discount(java.lang.String)");
            assertThat(running()).containsExactly(name("a") + " 1.0.0");
            assertThat(price(point)).isEqualTo("1.0.0 tea");
            remove("a");
        }
    }

    @Test
    public void aReleaseWithoutABoundClassIsRefusedAndTheOldOneServes() throws Exception {
        Bundle host = install(host("test.shop", "1.1.0", true));
        Configuration row =
                service(ConfigurationAdmin.class).getFactoryConfiguration(Bindings.FACTORY_PID, "price", "?");
        row.update(FrameworkUtil.asDictionary(
                Map.of("plugin", name("a"), "class", "org.example.plain.Price", "point", name("point"))));
        try (HookPoint<?> point = open(host)) {
            deploy(plain("1.0.0", "Price"));
            assertThat(price(point)).isEqualTo("1.0.0 tea");
            DeployRefusedException refusal = refused(DeployRefusal.NOT_READY, plain("1.1.0", "Prise"));
            assertThat(refusal + " " + refusal.details())
                    .contains("binding price", "has no class org.example.plain.Price");
            assertThat(price(point)).isEqualTo("1.0.0 tea");
            deploy(plain("1.2.0", "Price"));
            assertThat(price(point)).isEqualTo("1.2.0 tea");
            remove("a");
        } finally {
            row.delete();
            Awaitility.await().until(() -> service(Bindings.class).rows().isEmpty());
        }
    }

    private HookPoint<?> open(Bundle host) throws Exception {
        host.start();
        return points().open(name("point"), host.loadClass(CONTRACT));
    }

    private static Object price(HookPoint<?> point) throws ReflectiveOperationException {
        Object called = point.call();
        Class<?> contract = List.of(called.getClass().getInterfaces()).stream()
                .filter(type -> type.getName().equals(CONTRACT))
                .findFirst()
                .orElseThrow();
        return contract.getMethod("price", String.class).invoke(called, "tea");
    }

    private RefusedHook refusalOf(String plugin) {
        List<RefusedHook> found = runtime().refused().stream()
                .filter(refused -> refused.plugin().equals(plugin))
                .toList();
        assertThat(found).as("refusals of " + plugin).hasSize(1);
        return found.get(0);
    }

    /** A host that exports the contract. */
    private static BundleJar host(String name, String packageVersion, boolean discount) {
        return sources(discount)
                .into(
                        BundleJar.of(name, "1.0.0")
                                .header("Import-Package", "io.hookline.api.hook;version=\"[1.0,2)\"")
                                .header("Export-Package", PACKAGE + ";version=\"" + packageVersion + "\""),
                        CONTRACT);
    }

    /** A plugin built against the contract, with or without its newer method. */
    private BundleJar pricing(String name, String version, boolean discount) {
        String body = "public String price(String item) { return \"" + version + " \" + item; }"
                + (discount ? "public String discount(String item) { return item; }" : "");
        return sources(discount)
                .source(
                        "org.example.pricing.Pricing",
                        "package org.example.pricing; public final class Pricing implements " + CONTRACT + " {" + body
                                + "}")
                .into(
                        BundleJar.of(name, version)
                                .header("Import-Package", PACKAGE + ";version=\"[1.0,2)\"")
                                .header("Service-Component", "OSGI-INF/pricing.xml")
                                .text(
                                        "OSGI-INF/pricing.xml",
                                        "<scr:component xmlns:scr='http://www.osgi.org/xmlns/scr/v1.4.0'"
                                                + " name='pricing'><implementation class='org.example.pricing.Pricing'/>"
                                                + "<property name='hook.at' value='" + name("point")
                                                + "'/><service><provide interface='" + CONTRACT
                                                + "'/></service></scr:component>"),
                        "org.example.pricing");
    }

    /** A plugin with a plain class that fits the contract but does not implement it. */
    private BundleJar plain(String version, String type) {
        return new SourceJar()
                .source(
                        "org.example.plain." + type,
                        "package org.example.plain; public final class " + type
                                + " { public String price(String item) { return \"" + version + " \" + item; }"
                                + " public String discount(Object item) { return null; } }")
                .into(BundleJar.of(name("a"), version), "org.example.plain");
    }

    private static SourceJar sources(boolean discount) {
        String compose = "@io.hookline.api.hook.Compose(io.hookline.api.hook.Composition.FIRST_RESULT) String ";
        return new SourceJar()
                .source(
                        CONTRACT,
                        "package " + PACKAGE + "; public interface PriceHook {" + compose + "price(String item);"
                                + (discount ? compose + "discount(String item);" : "") + "}");
    }
}
