package dev.mayfly.debug;

import dev.mayfly.debug.agent.ClassFolder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Gives the calls of a game their numbers in a build, for those who would rather not start an
 * agent: see {@link CallSites} and {@link CallSiteAgent}, which takes the same options. Rewrites a
 * folder of class files where they are; a second time changes nothing. The rewritten classes need
 * the engine when they run.
 *
 * <p>With Maven, behind the compiler:
 *
 * <pre>{@code
 * <plugin>
 *   <groupId>org.codehaus.mojo</groupId>
 *   <artifactId>exec-maven-plugin</artifactId>
 *   <version>3.6.4</version>
 *   <executions>
 *     <execution>
 *       <id>call-sites</id>
 *       <phase>process-classes</phase>
 *       <goals>
 *         <goal>exec</goal>
 *       </goals>
 *       <configuration>
 *         <executable>java</executable>
 *         <arguments>
 *           <argument>-classpath</argument>
 *           <classpath/>
 *           <argument>dev.mayfly.debug.CallSiteBuild</argument>
 *           <argument>${project.build.outputDirectory}</argument>
 *         </arguments>
 *       </configuration>
 *     </execution>
 *   </executions>
 * </plugin>
 * }</pre>
 *
 * <p>Class files from Java 7 on; older ones are left as they are.
 */
public final class CallSiteBuild {

    private CallSiteBuild() {}

    /**
     * Rewrites a folder, says what was done, and ends the JVM with 1 if it could not be done.
     *
     * @param arguments the folder; options, if any
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String... arguments) throws IOException {
        if (arguments.length == 0
                || arguments.length > 2
                || !Files.isDirectory(Path.of(arguments[0]))) {
            System.err.println(
                    "mayfly call sites: wants a folder of class files, and then, if any, options"
                            + " such as include=com.game");
            System.exit(1);
        }
        try {
            String options = arguments.length == 2 ? arguments[1] : "";
            String done = new ClassFolder(Path.of(arguments[0]), options).rewrite();
            System.out.println("mayfly call sites: " + done);
        } catch (IllegalArgumentException wrong) {
            System.err.println("mayfly call sites: " + wrong.getMessage());
            System.exit(1);
        }
    }
}
