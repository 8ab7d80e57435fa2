package io.hookline.isolation.wasm.internal.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.isolation.wasm.internal.build.Code;
import io.hookline.isolation.wasm.internal.build.Filter;
import io.hookline.isolation.wasm.internal.build.ModuleBuilder;
import io.hookline.isolation.wasm.internal.build.Running;
import io.hookline.isolation.wasm.internal.engine.EndiveEngine;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModuleCheckTest {

    private static final String[] PLAIN = {"name = policy.a", "version = 1.2.0", "points = http.pre-request"};

    private static CheckedModule check(byte[] module) throws DeployRefusedException {
        return check(module, Running.SETTINGS);
    }

    private static CheckedModule check(byte[] module, WasmSettings settings) throws DeployRefusedException {
        return new ModuleCheck(new EndiveEngine(null), settings).check(module);
    }

    private static void refused(byte[] module, DeployRefusal refusal, String message) {
        assertThatThrownBy(() -> check(module))
                .isInstanceOfSatisfying(DeployRefusedException.class, e -> assertThat(e.refusal())
                        .isEqualTo(refusal))
                .hasMessageContaining(message);
    }

    @Test
    void aFilterAndAHookOfValuesPass() throws Exception {
        CheckedModule filter = check(new Filter("proxy_log(i32,i32,i32)->i32").build(PLAIN));
        assertThat(filter.abi()).isEqualTo(Abi.PROXY_WASM);
        assertThat(filter.manifest().name()).isEqualTo("policy.a");
        assertThat(filter.manifest().version()).isEqualTo("1.2.0");
        byte[] values = new ModuleBuilder()
                .export("hookline_alloc", "(i32)->i32", 0, new Code().i32(0))
                .export("hookline_call", "(i32,i32)->i64", 0, new Code().i64(0))
                .manifest("name = b", "version = 1", "points = p", "contract = some.Contract", "ranking.p = 7")
                .build();
        assertThat(check(values).abi()).isEqualTo(Abi.VALUES);
        assertThat(check(values).manifest().hooks().get(0).ranking()).isEqualTo(7);
    }

    @Test
    void aModuleWithoutAValidManifestIsRefusedWithWhatToWrite() {
        DeployRefusal refusal = DeployRefusal.NOT_A_BUNDLE;
        refused(new Filter().module().build(), refusal, "no custom section 'hookline'");
        refused(new Filter().build("version = 1.0.0"), refusal, "lacks name: write, for instance, name =");
        refused(new Filter().build("name = a/b", "version = 1", "points = p"), refusal, "use letters, digits");
        refused(new Filter().build("name = a", "version = x", "points = p"), refusal, "such as 1.0.0");
        refused(new Filter().build("name = a", "version = 1"), refusal, "lacks points");
        refused(new Filter().build("name = a", "version = 1", "points = p", "memry = 1"), refusal, "unknown key memry");
        refused(new Filter().build("name = a", "version = 1", "points = p", "time = 0"), refusal, "1 or more");
    }

    @Test
    void anImportThatIsNotOfferedIsRefusedByName() {
        refused(
                new Filter("proxy_open_file(i32)->i32").build(PLAIN),
                DeployRefusal.UNRESOLVED,
                "imports the function env.proxy_open_file, which is not offered");
        refused(
                new Filter("proxy_log(i32)->i32").build(PLAIN),
                DeployRefusal.UNRESOLVED,
                "imports env.proxy_log as (i32)->i32; it is (i32,i32,i32)->i32");
    }

    @Test
    void timeNeedsAGrantOfTheOperator() throws Exception {
        byte[] module = new Filter("proxy_get_current_time_nanoseconds(i32)->i32").build(PLAIN);
        refused(module, DeployRefusal.REACHES_INTO_FRAMEWORK, "add policy.a:clock to allow in conf/");
        assertThat(check(module, allowing("clock"))).isNotNull();
        assertThat(check(module, allowing("policy.a:clock"))).isNotNull();
        assertThatThrownBy(() -> check(module, allowing("policy.b:clock"))).isInstanceOf(DeployRefusedException.class);
    }

    private static WasmSettings allowing(String grant) {
        return new WasmSettings(
                1 << 20, 16, Duration.ofSeconds(1), 8, 100, 3, Duration.ofSeconds(1), Set.of(grant), Map.of());
    }

    @Test
    void moreThanTheOperatorAllowsIsRefused() {
        DeployRefusal refusal = DeployRefusal.TOO_LARGE;
        refused(new byte[(1 << 20) + 1], refusal, "fileMegabytes");
        refused(with("memory = 17"), refusal, "memory = 17, and memoryMegabytes allows 16");
        refused(with("time = 30001"), refusal, "callMillis allows 30000");
        refused(with("instances = 9"), refusal, "instances allows 8");
        Filter large = new Filter();
        large.module().memory(17, 64);
        refused(large.build(join("memory = 1")), refusal, "begins with 17 pages of memory, and memory = 1 allows 16");
        Filter wide = new Filter();
        wide.module().table(101);
        refused(wide.build(PLAIN), refusal, "its tables have 101 entries");
    }

    @Test
    void featuresThatNoLimitCoversAreRefused() {
        Filter shared = new Filter();
        shared.module().sharedMemory();
        refused(shared.build(PLAIN), DeployRefusal.REACHES_INTO_FRAMEWORK, "policy.a uses a shared memory");
        Filter objects = new Filter();
        objects.module().structType();
        refused(
                objects.build(PLAIN),
                DeployRefusal.REACHES_INTO_FRAMEWORK,
                "policy.a uses objects of the garbage collector, which no memory limit covers");
    }

    private static byte[] with(String line) {
        return new Filter().build(join(line));
    }

    private static String[] join(String line) {
        return new String[] {PLAIN[0], PLAIN[1], PLAIN[2], line};
    }

    @Test
    void aFilterIsAtPointsOfTheGatewayAlone() {
        refused(
                new Filter().build("name = a", "version = 1", "points = db.pre-save"),
                DeployRefusal.UNRESOLVED,
                "a proxy-wasm filter cannot be at db.pre-save");
        refused(
                new ModuleBuilder().manifest(PLAIN).build(),
                DeployRefusal.UNRESOLVED,
                "either proxy_abi_version_0_2_1");
    }
}
