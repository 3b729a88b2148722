import { chromium } from 'playwright-core';
import { readFileSync } from 'node:fs';
const pw=readFileSync('/tmp/documents-pd/sample-password.txt','utf8').trim();
const base='http://127.0.0.1:4731';
const b=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox']});
const go=async(user,lang,size,name,path,act)=>{
 const c=await b.newContext({viewport:size,locale:lang==='zh'?'zh-CN':'en-GB'}); const p=await c.newPage();
 await p.goto(base+'/login'); await p.fill('input[name=username], #username',user).catch(()=>{}); 
 await p.locator('input').nth(0).fill(user); await p.locator('input[type=password]').fill(pw); await p.keyboard.press('Enter');
 await p.waitForTimeout(2500);
 const api=async(u)=>p.evaluate(async(u)=>(await (await fetch(u)).json()),u);
 const ps=(await api('/api/programmes')).rows; const g=ps.find(x=>x.plugin==='public-private-supervision')??ps.find(x=>x.plugin==='peer-tutoring');
 let rec; if(path.includes('REC')){ rec=(await api(`/api/programmes/${g.id}/records`)).rows[0].id; }
 await p.goto(base+path.replace('PID',g.id).replace('REC',rec)); await p.waitForTimeout(3500);
 if(act) await act(p);
 await p.screenshot({path:`/tmp/documents-out/${name}.png`}); await c.close();
};
const d={width:1366,height:768}, ph={width:390,height:844};
await go('officer','zh',d,'s-plan','/programmes/PID?tab=documents');
await go('officer','en',d,'s-list-en','/programmes/PID?tab=documents&document=pairList',async p=>{await p.locator('.document-word .ant-btn').click(); await p.waitForTimeout(500);});
await go('officer','zh',ph,'s-phone','/programmes/PID?tab=documents');
await go('tutor','zh',d,'s-tutor','/programmes/PID?tab=documents');
await go('officer','zh',d,'s-record','/records/REC',async p=>{await p.getByRole('button',{name:/打印/}).click(); await p.waitForTimeout(500);});
await b.close();
