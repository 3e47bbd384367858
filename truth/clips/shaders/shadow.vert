uniform mat4 LVP; in vec3 pos; void main(){ gl_Position=LVP*vec4(pos,1); }
