package io.curfew;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** The plan of the house: doors, halls, the cellar, and who may stand where. */
@AnalyzeClasses(packages = "io.curfew", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

    @ArchTest
    static final ArchRule doorsLeadIntoHallsAndHallsStandOnTheCellar = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.curfew..")
            .layer("wiring")
            .definedBy("io.curfew")
            .layer("login")
            .definedBy("io.curfew.login..")
            .layer("proxy")
            .definedBy("io.curfew.proxy..")
            .layer("logout")
            .definedBy("io.curfew.logout..")
            .layer("backchannel")
            .definedBy("io.curfew.backchannel..")
            .layer("frontchannel")
            .definedBy("io.curfew.frontchannel..")
            .layer("console")
            .definedBy("io.curfew.console..")
            .layer("notice")
            .definedBy("io.curfew.notice..")
            .layer("session")
            .definedBy("io.curfew.session..")
            .layer("assertion")
            .definedBy("io.curfew.assertion..")
            .layer("provider")
            .definedBy("io.curfew.provider..")
            .layer("routing")
            .definedBy("io.curfew.routing..")
            .layer("page")
            .definedBy("io.curfew.page..")
            .layer("audit")
            .definedBy("io.curfew.audit..")
            .layer("config")
            .definedBy("io.curfew.config..")
            .layer("count")
            .definedBy("io.curfew.count..")
            .layer("health")
            .definedBy("io.curfew.health..")
            .layer("trace")
            .definedBy("io.curfew.trace..")
            .layer("doctor")
            .definedBy("io.curfew.doctor..")
            .layer("launch")
            .definedBy("io.curfew.launch..")
            .whereLayer("wiring")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("login")
            .mayOnlyBeAccessedByLayers("wiring")
            .whereLayer("proxy")
            .mayOnlyBeAccessedByLayers("wiring")
            .whereLayer("logout")
            .mayOnlyBeAccessedByLayers("wiring")
            .whereLayer("backchannel")
            .mayOnlyBeAccessedByLayers("wiring")
            .whereLayer("frontchannel")
            .mayOnlyBeAccessedByLayers("wiring")
            .whereLayer("console")
            .mayOnlyBeAccessedByLayers("wiring")
            .whereLayer("notice")
            .mayOnlyBeAccessedByLayers("wiring")
            .whereLayer("session")
            .mayOnlyBeAccessedByLayers(
                    "wiring",
                    "login",
                    "proxy",
                    "logout",
                    "backchannel",
                    "frontchannel",
                    "console",
                    "assertion",
                    "notice")
            .whereLayer("assertion")
            .mayOnlyBeAccessedByLayers("wiring", "proxy", "notice")
            .whereLayer("provider")
            .mayOnlyBeAccessedByLayers("wiring", "login", "logout", "backchannel", "console", "doctor", "launch")
            .whereLayer("routing")
            .mayOnlyBeAccessedByLayers("wiring", "login", "proxy", "logout", "console")
            .whereLayer("page")
            .mayOnlyBeAccessedByLayers(
                    "wiring", "login", "proxy", "logout", "backchannel", "console", "assertion", "audit")
            .whereLayer("audit")
            .mayOnlyBeAccessedByLayers("wiring", "login", "logout", "backchannel", "frontchannel", "console")
            .whereLayer("audit")
            .mayOnlyAccessLayers("config", "page")
            .whereLayer("config")
            .mayNotAccessAnyLayer()
            .whereLayer("count")
            .mayNotAccessAnyLayer()
            .whereLayer("health")
            .mayNotAccessAnyLayer()
            .whereLayer("trace")
            .mayNotAccessAnyLayer()
            .whereLayer("trace")
            .mayOnlyBeAccessedByLayers("wiring", "proxy", "provider", "backchannel")
            .whereLayer("doctor")
            .mayOnlyBeAccessedByLayers("wiring", "launch")
            .whereLayer("doctor")
            .mayOnlyAccessLayers("config", "provider")
            .whereLayer("launch")
            .mayOnlyAccessLayers("config", "provider", "doctor")
            .whereLayer("launch")
            .mayOnlyBeAccessedByLayers("wiring")
            .because("a reader must find what they look for by the plan of the house");

    @ArchTest
    static final ArchRule everyClassHasARoom = classes()
            .should()
            .resideInAnyPackage(
                    "io.curfew",
                    "io.curfew.login..",
                    "io.curfew.proxy..",
                    "io.curfew.logout..",
                    "io.curfew.backchannel..",
                    "io.curfew.frontchannel..",
                    "io.curfew.console..",
                    "io.curfew.notice..",
                    "io.curfew.session..",
                    "io.curfew.assertion..",
                    "io.curfew.provider..",
                    "io.curfew.routing..",
                    "io.curfew.page..",
                    "io.curfew.audit..",
                    "io.curfew.config..",
                    "io.curfew.count..",
                    "io.curfew.health..",
                    "io.curfew.trace..",
                    "io.curfew.doctor..",
                    "io.curfew.launch..")
            .because("a new room is drawn into the plan first");

    @ArchTest
    static final ArchRule serverInterfacesStayAtTheEdges = noClasses()
            .that(not(edges()).and(not(resideInAPackage("io.curfew"))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.servlet..", "jakarta.ws.rs..")
            .because("everything behind the edges is plain Java, tested without a container");

    @ArchTest
    static final ArchRule onlyTheSessionHallKnowsInfinispan = noClasses()
            .that()
            .resideOutsideOfPackage("io.curfew.session..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.infinispan..")
            .because("the store can be embedded or remote, and nobody else needs to know");

    @ArchTest
    static final ArchRule oneClassKnowsOpenTelemetry = noClasses()
            .that(not(DescribedPredicate.describe(
                    "OpenTelemetryTraces",
                    type -> outermost(type).getFullName().equals("io.curfew.trace.OpenTelemetryTraces"))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.opentelemetry..")
            .because("its classes are not there in every server");

    @ArchTest
    static final ArchRule onlyTheImportReadsYaml = noClasses()
            .that()
            .resideOutsideOfPackage("io.curfew.launch.kong..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.yaml..")
            .because("the parser is beside the launcher and not in the WAR");

    @ArchTest
    static final ArchRule tokensAreVerifiedInTwoRooms = noClasses()
            .that()
            .resideOutsideOfPackages("io.curfew.provider..", "io.curfew.backchannel..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.nimbusds..")
            .because("what is verified elsewhere is verified twice or wrongly");

    @ArchTest
    static final ArchRule httpIsSpokenByClients = noClasses()
            .that(not(endingWith("Client")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.apache.hc..", "java.net.http..")
                    .and(not(resideInAPackage("org.apache.hc.client5.http.ssl")))
                    .or(DescribedPredicate.describe(
                            "URLConnection", type -> type.isAssignableTo(java.net.URLConnection.class))))
            .because("every call to somebody else has its limits, and they are set in one place");

    @ArchTest
    static final ArchRule onlyTheCellarReadsTheConfiguration = noClasses()
            .that()
            .resideOutsideOfPackage("io.curfew.config..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.microprofile.config..")
            .because("settings are read once and checked all at once");

    @ArchTest
    static final ArchRule timeComesFromAClock = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(java.time.LocalDateTime.class, "now")
            .because("a test must be able to let time pass")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule theClockComesFromOutside = noClasses()
            .that()
            .resideOutsideOfPackages("io.curfew", "io.curfew.launch")
            .should()
            .callMethod(Clock.class, "systemUTC")
            .because("a test must be able to let time pass");

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = noClasses()
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameStartingWith("Abstract")
            .orShould()
            .haveSimpleNameStartingWith("Default")
            .because("these words say nothing");

    @ArchTest
    static final ArchRule theGatewayLogsAndDoesNotPrint = noClasses()
            .that()
            .resideOutsideOfPackage("io.curfew.launch..")
            .should(com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS)
            .because("what is printed has no level and cannot be switched off");

    private static DescribedPredicate<JavaClass> edges() {
        return endingWith("Servlet")
                .or(endingWith("Filter"))
                .or(endingWith("Resource"))
                .or(endingWith("Endpoint"))
                .or(endingWith("Module"))
                .or(endingWith("Context"))
                .as("edges");
    }

    /** By the outermost class, so that lambdas and nested types belong to the class they stand in. */
    private static DescribedPredicate<JavaClass> endingWith(String suffix) {
        return DescribedPredicate.describe(
                "*" + suffix, type -> outermost(type).getSimpleName().endsWith(suffix));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(RoomsTest::outermost).orElse(type);
    }
}
