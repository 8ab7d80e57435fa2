package io.hookline.engine.internal.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.engine.contract.ClassOrigin;
import io.hookline.engine.internal.ForeignLoader;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

class ContractCheckTest {

    private static final ContractCheck CHECK = new ContractCheck(ClassOrigin.ofLoaders());

    @Test
    void anImplementationOfTheContractPasses() {
        assertThat(check(new Whole())).isNull();
        assertThat(check((Priced) (item, price) -> price)).isNull();
        assertThat(check(Proxy.newProxyInstance(
                        Priced.class.getClassLoader(), new Class<?>[] {Priced.class}, (proxy, method, args) -> null)))
                .isNull();
    }

    @Test
    void aServiceOfAnotherTypeIsRefusedWithTheFix() {
        assertThat(CHECK.ofTypes("shop.price", Priced.class, List.of("java.lang.Runnable")))
                .contains("shop.price", "expects a service of type " + Priced.class.getName())
                .contains("registered as java.lang.Runnable")
                .contains("Import-Package: io.hookline.engine.internal.contract")
                .contains("@Component(service = Priced.class)");
        assertThat(CHECK.ofTypes("shop.price", Priced.class, List.of(Priced.class.getName())))
                .isNull();
    }

    @Test
    void theMessageNamesWhatAServiceImplementsInsteadOfTheContract() {
        assertThat(check("a string")).contains("class java.lang.String", "does not implement it", "CharSequence");
    }

    @Test
    void aCopyOfTheContractIsReported() throws Exception {
        Object foreign = ForeignLoader.again(Priced.class, Whole.class)
                .getDeclaredConstructor()
                .newInstance();
        assertThat(check(foreign))
                .contains("from another class loader than hook point shop.price")
                .contains("ForeignLoader")
                .contains("contain no copy");
    }

    @Test
    void aMissingMethodIsNamedWithWhatIsThereInstead() throws Exception {
        assertThat(check(builtAgainstAnother("price", "(Ljava/lang/String;)Ljava/lang/Long;")))
                .contains("expected of " + Priced.class.getName())
                .contains("java.lang.Long price(java.lang.String, java.lang.Long)")
                .contains("found: java.lang.Long price(java.lang.String)")
                .contains("build it against this one");
        assertThat(check(builtAgainstAnother("cost", "()V"))).contains("found: no public method of that name");
    }

    @Test
    void aMethodWithAnotherResultTypeCountsAsMissing() throws Exception {
        assertThat(check(builtAgainstAnother("price", "(Ljava/lang/String;Ljava/lang/Long;)Ljava/lang/Object;")))
                .contains("found: java.lang.Object price(java.lang.String, java.lang.Long)");
    }

    private static @Nullable String check(Object service) {
        return CHECK.ofService("shop.price", Priced.class, service);
    }

    /** An object that says that it implements the contract, and has this method. */
    private static Object builtAgainstAnother(String method, String descriptor) throws ReflectiveOperationException {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        String[] interfaces = {Type.getInternalName(Priced.class)};
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "test/Old", null, "java/lang/Object", interfaces);
        MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(0, 0);
        MethodVisitor body = writer.visitMethod(Opcodes.ACC_PUBLIC, method, descriptor, null, null);
        if (descriptor.endsWith("V")) {
            body.visitInsn(Opcodes.RETURN);
        } else {
            body.visitInsn(Opcodes.ACONST_NULL);
            body.visitInsn(Opcodes.ARETURN);
        }
        body.visitMaxs(0, 0);
        return ForeignLoader.define("test.Old", writer.toByteArray())
                .getDeclaredConstructor()
                .newInstance();
    }

    /** What the point calls. */
    public interface Priced {

        @Compose(Composition.FIRST_RESULT)
        @Nullable
        Long price(String item, Long price);

        /** Need not be implemented. */
        default void sold(String item) {}

        @Override
        String toString();
    }

    /** Implements all of it. */
    public static final class Whole implements Priced {

        public Whole() {}

        @Override
        public Long price(String item, Long price) {
            return price;
        }
    }
}
