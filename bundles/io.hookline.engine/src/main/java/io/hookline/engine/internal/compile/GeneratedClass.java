package io.hookline.engine.internal.compile;

import java.lang.invoke.MethodHandles;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** A class being generated: it extends a class of the core or another one, and holds constants given to it. */
final class GeneratedClass {

    private static final int CONSTANT = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
    private static final Type OBJECTS = Type.getType(Object[].class);
    private static final Type LOOKUP = Type.getType(MethodHandles.Lookup.class);

    final String name;
    final ClassWriter writer;
    private final Class<?> base;

    /** A class in a package, with the contract's name ahead of its own. */
    GeneratedClass(String internalPackage, Class<?> contract, String suffix, Class<?> base) {
        this(internalPackage, contract, suffix, base, Opcodes.ACC_FINAL, new String[0]);
    }

    /** A class that implements the contract. */
    static GeneratedClass implementing(String internalPackage, Class<?> contract, String suffix, Class<?> base) {
        String[] interfaces = {Type.getInternalName(contract)};
        return new GeneratedClass(internalPackage, contract, suffix, base, Opcodes.ACC_FINAL, interfaces);
    }

    /** A class that others extend. */
    static GeneratedClass ofBase(String internalPackage, Class<?> contract, String suffix, Class<?> base) {
        return new GeneratedClass(internalPackage, contract, suffix, base, Opcodes.ACC_ABSTRACT, new String[0]);
    }

    private GeneratedClass(
            String internalPackage, Class<?> contract, String suffix, Class<?> base, int access, String[] interfaces) {
        String contractName = contract.getName();
        this.name = internalPackage + contractName.substring(contractName.lastIndexOf('.') + 1) + "$$" + suffix;
        this.base = base;
        this.writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected String getCommonSuperClass(String one, String other) {
                // The common supertype of two branches is never used here, so Object will do, and no type has to be
                // loaded.
                return "java/lang/Object";
            }
        };
        int flags = access | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
        writer.visit(Opcodes.V17, flags, name, null, Type.getInternalName(base), interfaces);
    }

    Emitter method(int access, String methodName, String descriptor) {
        return new Emitter(writer, access, methodName, descriptor);
    }

    void abstractMethod(String methodName, String descriptor) {
        int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT;
        writer.visitMethod(access, methodName, descriptor, null, null).visitEnd();
    }

    /** A constructor that passes its arguments on. */
    void constructor(Class<?>... parameters) {
        Type[] types = new Type[parameters.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = Type.getType(parameters[i]);
        }
        String descriptor = Type.getMethodDescriptor(Type.VOID_TYPE, types);
        Emitter code = method(0, "<init>", descriptor);
        code.loadThis().loadParameters().invoke(Opcodes.INVOKESPECIAL, base, "<init>", descriptor);
        code.insn(Opcodes.RETURN).end();
    }

    /** Declares constants, to be given in this order as the class data. */
    void constants(Constant... constants) {
        Emitter code = method(Opcodes.ACC_STATIC, "<clinit>", "()V");
        int data = code.newLocal(OBJECTS);
        code.lookup();
        code.code.visitLdcInsn("_");
        code.code.visitLdcInsn(OBJECTS);
        code.invoke(
                Opcodes.INVOKESTATIC,
                MethodHandles.class,
                "classData",
                "(" + LOOKUP + "Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;");
        code.cast(OBJECTS).store(OBJECTS, data);
        for (int i = 0; i < constants.length; i++) {
            Constant constant = constants[i];
            writer.visitField(CONSTANT, constant.name, constant.type.getDescriptor(), null, null)
                    .visitEnd();
            code.loadObject(data).push(i).insn(Opcodes.AALOAD).cast(constant.type);
            code.putStatic(name, constant.name, constant.type.getDescriptor());
        }
        code.insn(Opcodes.RETURN).end();
    }

    byte[] bytes() {
        writer.visitEnd();
        return writer.toByteArray();
    }

    /**
     * A constant of a generated class.
     *
     * @param name of the field
     * @param type of the field
     */
    record Constant(String name, Type type) {

        Constant(String name, Class<?> type) {
            this(name, Type.getType(type));
        }
    }
}
