package io.hookline.plugin.policy.condition;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.validator.CelValidator;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.DurationLiteralValidator;
import dev.cel.validator.validators.RegexLiteralValidator;
import dev.cel.validator.validators.TimestampLiteralValidator;
import io.hookline.plugin.policy.json.Located;
import io.hookline.plugin.policy.json.Place;
import io.hookline.plugin.policy.json.PolicyException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Compiles conditions. Types are checked: a misspelt variable is refused, with its place. Setting it up takes most of a
 * second, so there is one for the lifetime of the plugin. Immutable.
 */
public final class ConditionCompiler {

    /** The longest expression, in characters. */
    public static final int MOST_CHARACTERS = 2000;

    /** How many elements one evaluation may go over, nested ones included. */
    static final int MOST_ITERATIONS = 1000;

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(MOST_CHARACTERS)
            .maxParseRecursionDepth(32)
            .maxParseErrorRecoveryLimit(10)
            .maxParseExpressionNodeCount(500)
            .comprehensionMaxIterations(MOST_ITERATIONS)
            .maxRegexProgramSize(1000)
            .enableHeterogeneousNumericComparisons(true)
            .build();

    private static final String IN_NETWORK = "inNetwork";
    private static final String IN_NETWORK_ID = "string_inNetwork_string";

    private final CelCompiler compiler;
    private final CelRuntime runtime;
    private final CelValidator validator;

    /** Sets it up. */
    public ConditionCompiler() {
        // Without replace and join: applied to each other, they would make texts of any length.
        CelStringExtensions strings = CelExtensions.strings(
                CelStringExtensions.Function.CHAR_AT,
                CelStringExtensions.Function.INDEX_OF,
                CelStringExtensions.Function.LAST_INDEX_OF,
                CelStringExtensions.Function.LOWER_ASCII,
                CelStringExtensions.Function.SPLIT,
                CelStringExtensions.Function.SUBSTRING,
                CelStringExtensions.Function.TRIM,
                CelStringExtensions.Function.UPPER_ASCII);
        ListType texts = ListType.create(SimpleType.STRING);
        this.compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(strings)
                .addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(
                        IN_NETWORK,
                        CelOverloadDecl.newMemberOverload(
                                IN_NETWORK_ID, SimpleType.BOOL, SimpleType.STRING, SimpleType.STRING)))
                .addVar("request.method", SimpleType.STRING)
                .addVar("request.path", SimpleType.STRING)
                .addVar("request.segments", texts)
                .addVar("request.query", MapType.create(SimpleType.STRING, texts))
                .addVar("request.headers", MapType.create(SimpleType.STRING, SimpleType.STRING))
                .addVar("request.client", SimpleType.STRING)
                .addVar("certificate.verified", SimpleType.BOOL)
                .addVar("certificate.subject", SimpleType.STRING)
                .addVar("certificate.names", texts)
                .addVar("certificate.fingerprint", SimpleType.STRING)
                .addVar("principal", SimpleType.STRING)
                .addVar("roles", texts)
                .addVar("permissions", texts)
                .addVar("claims", MapType.create(SimpleType.STRING, SimpleType.DYN))
                .addVar("now", SimpleType.TIMESTAMP)
                .setResultType(SimpleType.BOOL)
                .build();
        this.runtime = CelRuntimeFactory.plannerRuntimeBuilder()
                .setOptions(OPTIONS)
                .addLibraries(strings)
                .addFunctionBindings(CelFunctionBinding.fromOverloads(
                        IN_NETWORK,
                        CelFunctionBinding.from(
                                IN_NETWORK_ID,
                                String.class,
                                String.class,
                                (address, network) -> Network.contains(network, address))))
                .build();
        this.validator = CelValidatorFactory.standardCelValidatorBuilder(compiler, runtime)
                .addAstValidators(
                        TimestampLiteralValidator.INSTANCE,
                        DurationLiteralValidator.INSTANCE,
                        RegexLiteralValidator.INSTANCE)
                .build();
    }

    /**
     * Compiles a condition.
     *
     * @throws PolicyException if it is wrong; the message has the place of the text, and the place within it
     */
    public Condition compile(Located.Text source) throws PolicyException {
        try {
            CelValidationResult checked = compiler.compile(source.plain());
            refuse(source, checked);
            refuse(source, validator.validate(checked.getAst()));
            ConditionShape shape = ConditionShape.of(checked.getAst());
            String problem = shape.problem();
            if (problem != null) {
                throw new PolicyException(source.place(), "the condition is refused: " + problem);
            }
            return new Condition(runtime.createProgram(checked.getAst()), shape.iterates());
        } catch (CelValidationException | CelEvaluationException | RuntimeException e) {
            throw new PolicyException(source.place(), "the condition cannot be compiled: " + e.getMessage());
        }
    }

    /** Evaluates an expression once that uses the usual functions, so that the first request does not load classes. */
    public void warmUp() throws PolicyException {
        Condition condition = compile(new Located.Text(
                new Place(1, 1),
                "principal == 'a' && 'b' in roles && request.path.startsWith('/') && request.path.matches('^/a')"
                        + " && request.headers['a'] == 'b' && claims.a == 1 && now.getHours() > 1"
                        + " && roles.exists(role, role == 'a')"));
        Map<String, Object> values = Map.of(
                "principal", "a",
                "roles", List.of("b"),
                "request.path", "/a",
                "request.headers", Map.of("a", "b"),
                "claims", Map.of("a", 1L),
                "now", Instant.ofEpochSecond(7200));
        condition.test(values::get, new Deadline(Duration.ofMinutes(1), System::nanoTime));
    }

    private static void refuse(Located.Text source, CelValidationResult result) throws PolicyException {
        if (!result.hasError()) {
            return;
        }
        CelIssue issue = result.getErrors().get(0);
        int line = issue.getSourceLocation().getLine();
        String where = line < 1
                ? ""
                : (line > 1 ? ", in its line " + line : "") + ", at its character "
                        + (issue.getSourceLocation().getColumn() + 1);
        throw new PolicyException(source.place(), "the condition is wrong" + where + ": " + issue.getMessage());
    }
}
