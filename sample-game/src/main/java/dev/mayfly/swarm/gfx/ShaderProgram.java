package dev.mayfly.swarm.gfx;

import static org.lwjgl.opengl.GL33C.*;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Compiles and links shaders that lie beside this class. */
final class ShaderProgram {

    private ShaderProgram() {}

    /**
     * Makes a program of the current OpenGL context.
     *
     * @param vertex resource name of the vertex shader
     * @param fragment resource name of the fragment shader
     * @param constant a word that both may contain, and what to put in its place
     * @throws GraphicsException with the compiler's own words if it refuses
     */
    static int create(String vertex, String fragment, String constant, int value) {
        return link(
                vertex + " and " + fragment,
                compile(vertex, GL_VERTEX_SHADER, read(vertex).replace(constant, "" + value)),
                compile(
                        fragment,
                        GL_FRAGMENT_SHADER,
                        read(fragment).replace(constant, "" + value)));
    }

    /** Where a uniform is, which must exist. */
    static int uniform(int program, String name) {
        int location = glGetUniformLocation(program, name);
        if (location < 0) {
            throw new GraphicsException("the shaders have no uniform \"" + name + "\"");
        }
        return location;
    }

    static int compile(String name, int type, String source) {
        int shader = glCreateShader(type);
        glShaderSource(shader, source);
        glCompileShader(shader);
        if (glGetShaderi(shader, GL_COMPILE_STATUS) == GL_FALSE) {
            String log = glGetShaderInfoLog(shader);
            glDeleteShader(shader);
            throw new GraphicsException(name + " does not compile: " + oneLine(log));
        }
        return shader;
    }

    private static int link(String names, int vertex, int fragment) {
        int program = glCreateProgram();
        glAttachShader(program, vertex);
        glAttachShader(program, fragment);
        glLinkProgram(program);
        glDetachShader(program, vertex);
        glDetachShader(program, fragment);
        glDeleteShader(vertex);
        glDeleteShader(fragment);
        if (glGetProgrami(program, GL_LINK_STATUS) == GL_FALSE) {
            String log = glGetProgramInfoLog(program);
            glDeleteProgram(program);
            throw new GraphicsException(names + " do not link: " + oneLine(log));
        }
        return program;
    }

    private static String read(String name) {
        try (InputStream in = ShaderProgram.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new GraphicsException(name + " is missing from the game's jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new GraphicsException(name + " cannot be read: " + broken.getMessage());
        }
    }

    private static String oneLine(String log) {
        return log.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
