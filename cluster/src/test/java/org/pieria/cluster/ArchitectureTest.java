package org.pieria.cluster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Holds the packages to the directions of knowledge; the POMs hold the modules. */
class ArchitectureTest {

    private static final JavaClasses PIERIA = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.pieria");

    @Test
    void checkpointingKnowsNothingOfOurs() {
        noClasses()
                .that()
                .resideInAPackage("org.pieria.checkpointing..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.pieria.actors..", "org.pieria.model..", "org.pieria.worker..", "org.pieria.cluster..")
                .allowEmptyShould(true)
                .check(PIERIA);
    }

    @Test
    void actorsAndModelDoNotKnowEachOtherNorThoseAbove() {
        forbid("org.pieria.actors..", "org.pieria.model..", "org.pieria.worker..", "org.pieria.cluster..");
        forbid("org.pieria.model..", "org.pieria.actors..", "org.pieria.worker..", "org.pieria.cluster..");
    }

    @Test
    void workersKnowOnlyThePortOfTheActors() {
        forbid("org.pieria.worker..", "org.pieria.cluster..");
        noClasses()
                .that()
                .resideInAPackage("org.pieria.worker..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.pieria.actors", "org.pieria.actors.view..")
                .check(PIERIA);
    }

    @Test
    void onlyModelAndWorkerKnowTensorFlow() {
        forbid("org.pieria.actors..", "org.tensorflow..");
        forbid("org.pieria.checkpointing..", "org.tensorflow..");
        forbid("org.pieria.cluster..", "org.tensorflow..");
    }

    @Test
    void onlyActorsAndClusterKnowAkka() {
        forbid("org.pieria.model..", "akka..");
        forbid("org.pieria.checkpointing..", "akka..");
        forbid("org.pieria.worker..", "akka..");
    }

    @Test
    void actorsTouchNoFiles() {
        forbid("org.pieria.actors..", "java.nio.file..");
        noClasses()
                .that()
                .resideInAPackage("org.pieria.actors..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(File.*|RandomAccessFile)")
                .check(PIERIA);
    }

    @Test
    void actorsNeverBlock() {
        noClasses()
                .that()
                .resideInAPackage("org.pieria.actors..")
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Future.class, "get")
                .orShould()
                .callMethod(CompletableFuture.class, "get")
                .orShould()
                .callMethod(CompletableFuture.class, "join")
                .orShould()
                .callMethod(CountDownLatch.class, "await")
                .check(PIERIA);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.pieria.(**)").should().beFreeOfCycles().check(PIERIA);
    }

    @Test
    void nothingIsNamedAfterItsKind() {
        noClasses()
                .that()
                .resideInAPackage("org.pieria..")
                .should()
                .resideInAnyPackage("..util..", "..common..", "..impl..", "..helper..", "..manager..")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .check(PIERIA);
    }

    private static void forbid(String from, String... to) {
        noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(to)
                .allowEmptyShould(true)
                .check(PIERIA);
    }
}
