package io.hookline.runtime;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.SimpleJavaFileObject;

/** A Java sample of a Markdown file as a source file: what a reader would write around it is added. */
final class DocumentedSample extends SimpleJavaFileObject {

    private static final String PACKAGE = "org.example.shop.hook";
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\n(.*?)^```$");
    private static final Pattern DECLARED_PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);$");
    private static final Pattern TYPE =
            Pattern.compile("(?m)^(?:public )?(?:final )?(?:class|interface|record|enum) (\\w+)");
    private static final Pattern CONSTRUCTOR = Pattern.compile("(?m)^public (\\w+)\\(");
    private static final Pattern EMPTY_TYPE = Pattern.compile("(class [^{]*)\\{ … }");

    private static final String IMPORTS = String.join(
                    "\n",
                    List.of(
                            "import io.hookline.api.*;",
                            "import io.hookline.api.hook.*;",
                            "import io.hookline.api.plugin.*;",
                            "import io.hookline.api.registry.*;",
                            "import io.hookline.api.runtime.*;",
                            "import io.hookline.engine.*;",
                            "import java.math.BigDecimal;",
                            "import java.sql.Connection;",
                            "import java.util.*;",
                            "import java.util.concurrent.*;",
                            "import javax.sql.DataSource;",
                            "import org.jspecify.annotations.*;",
                            "import org.osgi.annotation.versioning.*;",
                            "import org.osgi.framework.FrameworkUtil;",
                            "import org.osgi.service.component.annotations.*;",
                            "import org.slf4j.*;"))
            + "\n";

    private final String source;

    private DocumentedSample(String typeName, String source) {
        super(URI.create("string:///" + typeName.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
        this.source = source;
    }

    /** The samples of a file. */
    static List<DocumentedSample> of(Path file) throws IOException {
        List<DocumentedSample> samples = new ArrayList<>();
        String text = Files.readString(file);
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            long line = text.substring(0, block.start()).lines().count() + 1;
            String name = String.valueOf(file.getFileName()).replaceAll("\\W", "_") + "_" + line;
            samples.add(of(name, block.group(1)));
        }
        return samples;
    }

    private static DocumentedSample of(String name, String sample) {
        String code = EMPTY_TYPE
                .matcher(sample)
                .replaceAll("$1{}")
                .replace("{ … }", "{ throw new UnsupportedOperationException(); }");
        Matcher declared = DECLARED_PACKAGE.matcher(code);
        Matcher type = TYPE.matcher(code);
        if (declared.find()) {
            String file = declared.group(1) + "." + (type.find() ? type.group(1) : "package-info");
            return new DocumentedSample(
                    file,
                    code.contains("\nimport ")
                            ? code
                            : declared.replaceFirst("$0\n" + IMPORTS + "import org.osgi.annotation.bundle.Export;\n"));
        }
        String head = "package " + PACKAGE + ";\n" + IMPORTS + "import static " + PACKAGE + ".Scope.*;\n";
        if (type.find()) {
            return new DocumentedSample(PACKAGE + "." + type.group(1), head + code);
        }
        Matcher constructor = CONSTRUCTOR.matcher(code);
        if (constructor.find()) {
            String owner = constructor.group(1);
            return new DocumentedSample(PACKAGE + "." + owner, head + "final class " + owner + " {\n" + code + "}\n");
        }
        return new DocumentedSample(
                PACKAGE + "." + name, head + "class " + name + " {\nvoid run() throws Exception {\n" + code + "}\n}\n");
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
    }

    /** Source of a file. */
    static DocumentedSample file(String typeName, String source) {
        return new DocumentedSample(typeName, source);
    }
}
