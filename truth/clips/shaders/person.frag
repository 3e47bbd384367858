// Skin, eyes, shirt, trousers and hair under one light with a shadow, a fill light and the sky. MATERIAL is set for each
// program: a software driver runs every branch of a shader and throws away what does not count.
in vec3 wp, wn, vtp; in vec2 vuv; in vec4 lp; in vec3 vaux;
out vec4 o;
uniform sampler2D tex; uniform sampler2D sm;
uniform vec3 eye, keyD, keyC, fillD, fillC, skyC, gndC, baseC; uniform float hairl; uniform int pat; uniform float time;

float h3(vec3 p){ p=fract(p*0.3183099+vec3(.1,.2,.3)); p*=17.0; return fract(p.x*p.y*p.z*(p.x+p.y+p.z)); }
float vn(vec3 x){ vec3 i=floor(x), f=fract(x); f=f*f*(3.0-2.0*f);
 return mix(mix(mix(h3(i),h3(i+vec3(1,0,0)),f.x),mix(h3(i+vec3(0,1,0)),h3(i+vec3(1,1,0)),f.x),f.y),
  mix(mix(h3(i+vec3(0,0,1)),h3(i+vec3(1,0,1)),f.x),mix(h3(i+vec3(0,1,1)),h3(i+vec3(1,1,1)),f.x),f.y),f.z); }
uniform vec4 neckA; uniform float neckC; uniform float sleeve;
float neckf(vec3 t){ return sqrt(pow(t.x/neckA.x,2.0)+pow((t.y-neckC)/neckA.y,2.0)+pow(min(t.z-neckA.w,0.0)/neckA.z,2.0))-1.0; }
float slv(vec3 t){ vec3 p=vec3(abs(t.x),t.yz); vec3 S=vec3(.168,-.015,.525),E=vec3(.313,-.013,.349),Wr=vec3(.431,-.176,.245);
 vec3 u=E-S; float a=dot(p-S,u)/dot(u,u); if(a<1.0) return a; vec3 v=Wr-E; return 1.0+max(dot(p-E,v)/dot(v,v),0.0); }

float shadow(vec3 N){
 vec3 q=lp.xyz/lp.w*0.5+0.5; if(q.x<0.0||q.x>1.0||q.y<0.0||q.y>1.0) return 1.0;
 float bias=0.0012+0.003*(1.0-max(dot(N,keyD),0.0)); float s=0.0;
 for(int i=-1;i<=1;i++) for(int j=-1;j<=1;j++){ float d=texture(sm,q.xy+vec2(i,j)*0.0028).r; s+= clamp((d+bias-q.z)*600.0+0.5,0.0,1.0); }
 return s/9.0; }
void main(){
 vec3 N=normalize(wn), V=normalize(eye-wp);
 if(!gl_FrontFacing && mat!=0) N=-N;
 vec3 alb; vec3 wrap=vec3(0.0); float spec=0.0, gl=20.0; float f0=0.028;
 float arm=vaux.x, ao=vaux.y;
 if(mat==0){ // skin
   float sl=slv(vtp);
   bool cov = arm>-0.3 && neckf(vtp)>0.10 && vtp.z<0.62 && vtp.z>-0.05 && (arm<0.5 || sl<sleeve-0.06);
   if(cov) discard;
   alb=pow(texture(tex,vuv).rgb,vec3(2.2)); wrap=vec3(0.32,0.14,0.09); spec=0.35; gl=16.0;
 } else if(mat==1){ alb=pow(texture(tex,vuv).rgb,vec3(2.2)); wrap=vec3(0.25); spec=1.6; gl=160.0; ao*=0.75; }
 else if(mat==2){ // shirt
   float nf=neckf(vtp), sl=slv(vtp);
   if(nf<0.02||arm<-0.35) discard; if(arm>0.5 && sl>sleeve) discard;
   alb=baseC;
   if(pat==1 && fract(vaux.z*16.0)<0.32) alb=mix(alb,vec3(0.75),0.55);
   if(pat==2) alb*=0.80+0.40*vn(vtp*vec3(500.,500.,160.));
   if(nf<0.14) alb*=0.86; if(abs(nf-0.15)<0.012) alb*=0.7;
   if(arm>0.5 && sl>sleeve-0.07 && sl<sleeve-0.055) alb*=0.75;
   wrap=vec3(0.12); spec=0.04; gl=6.0;
 } else if(mat==3){ alb=baseC; wrap=vec3(0.1); }
 else { // hair
   if(mat==4){ vec4 tx=texture(tex,vuv); if(tx.a<0.5) discard; alb=pow(tx.rgb,vec3(2.2)); }
   else { float st=vn(vec3(vtp.x*420.,vtp.y*420.,vtp.z*30.)); alb=baseC*(0.45+0.85*st); }
   float v=dot(alb,vec3(0.33))/max(dot(baseC,vec3(0.33)),1e-3); N=normalize(N+0.25*(v-0.75)*vec3(0.6,0.3,0.7));
   spec=0.12; gl=14.0; wrap=vec3(0.2); f0=0.04;
 }
 float sh=shadow(N);
 float nk=dot(N,keyD);
 vec3 dk=clamp((vec3(nk)+wrap)/(1.0+wrap),0.0,1.0); 
 vec3 shc = mat==0 ? pow(vec3(sh),vec3(0.75,1.0,1.05)) : vec3(sh);
 float nfl=clamp((dot(N,fillD)+0.3)/1.3,0.0,1.0);
 vec3 amb=mix(gndC,skyC,N.z*0.5+0.5);
 vec3 aoc = mat==0 ? pow(vec3(ao),vec3(0.8,1.05,1.1)) : vec3(ao);
 vec3 c=alb*(keyC*dk*shc+(fillC*nfl+amb)*aoc);
 vec3 Hk=normalize(keyD+V), Hf=normalize(fillD+V); float fr=f0+(1.0-f0)*pow(clamp(1.0-dot(N,V),0.0,1.0),5.0);
 float norm=(gl+8.0)/25.0;
 c+=spec*fr*norm*(keyC*pow(max(dot(N,Hk),0.0),gl)*sh*max(nk,0.0)*3.0+fillC*pow(max(dot(N,Hf),0.0),gl)*0.8*ao);
 if(mat==0||mat>=4) c+= alb*skyC*0.35*pow(clamp(1.0-dot(N,V),0.0,1.0),3.0)*ao;
 o=vec4(c,1.0);
}
