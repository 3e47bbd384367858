uniform mat4 VP, LVP;
in vec3 pos; in vec3 nrm; in vec2 uv; in vec3 tp; in vec3 aux;
out vec3 wp, wn, vtp; out vec2 vuv; out vec4 lp; out vec3 vaux;
void main(){ wp=pos; wn=nrm; vuv=uv; vtp=tp; vaux=aux; lp=LVP*vec4(pos,1); gl_Position=VP*vec4(pos,1); }
